import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generate, generateSecret } from 'otplib';
import { buildDesk, type Desk, deskPassword, toCookie } from '../support/build-desk.ts';

const path = '/api/admin/session';
const minuteMs = 60_000;
let desk: Desk;

beforeEach(async () => {
  desk = await buildDesk();
});
afterEach(() => desk.stop());

function post(body: unknown, headers: Record<string, string> = {}, to = path) {
  return desk.fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function readCode(response: Response): Promise<unknown> {
  const problem: unknown = await response.json();
  return Object(problem).code;
}

function passMs(ms: number): void {
  desk.data.now = new Date(desk.data.now.getTime() + ms);
}

describe('signing in', () => {
  test('sets a cookie that scripts and other sites cannot use, and stores only its digest', async () => {
    desk.addAccount();
    const response = await post({ username: ' WANG ', password: deskPassword });
    expect(response.status).toBe(200);
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/httponly/i);
    expect(cookie).toMatch(/samesite=strict/i);
    expect(cookie).toMatch(/; secure/i);
    const token = cookie.split(';')[0]?.split('=')[1] ?? '';
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(JSON.stringify([...desk.data.sessions.values()])).not.toContain(token);
    expect(await response.json()).toMatchObject({ username: 'wang', mustChangePassword: false });
  });

  test('says the same for a wrong password, a stranger and a disabled colleague', async () => {
    desk.addAccount();
    desk.addAccount({ username: 'left', disabledAt: desk.data.now });
    const tries = [
      { username: 'wang', password: 'Wrong-horse-7' },
      { username: 'nobody', password: deskPassword },
      { username: 'left', password: deskPassword },
    ];
    const answers = await Promise.all(
      tries.map(async (body) => {
        const response = await post(body);
        const problem: unknown = await response.json();
        return { status: response.status, problem: { ...Object(problem), requestId: '' } };
      }),
    );
    expect(answers[0]).toMatchObject({ status: 401, problem: { code: 'sign_in_refused' } });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('lets nobody outrun the limit by guessing in parallel, whether the name exists or not', async () => {
    desk.addAccount();
    for (const username of ['wang', 'nobody']) {
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, index) => post({ username, password: `Guess-${index}-aa` })),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(10);
      expect(statuses.filter((status) => status === 429)).toHaveLength(30);
    }
    const late = await post({ username: 'wang', password: deskPassword });
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    passMs(16 * minuteMs);
    expect((await post({ username: 'wang', password: deskPassword })).status).toBe(200);
  });

  test('asks for the second factor and takes each code once', async () => {
    const secret = generateSecret();
    desk.addAccount({ totpSecret: secret });
    const first = await post({ username: 'wang', password: deskPassword });
    expect([first.status, await readCode(first)]).toEqual([401, 'totp_required']);
    const epoch = Math.floor(desk.data.now.getTime() / 1000);
    const totp = await generate({ secret, epoch });
    const wrong = totp === '000000' ? '111111' : '000000';
    expect((await post({ username: 'wang', password: deskPassword, totp: wrong })).status).toBe(
      401,
    );
    expect((await post({ username: 'wang', password: deskPassword, totp })).status).toBe(200);
    const again = await post({ username: 'wang', password: deskPassword, totp });
    expect(await readCode(again)).toBe('sign_in_refused');
  });

  test('is in the audit log, refused or not, without the name that was tried', async () => {
    const { id } = desk.addAccount();
    await post({ username: 'wang', password: 'Wrong-horse-7' });
    await post({ username: 'secret-name', password: deskPassword });
    await desk.client(await desk.signIn())('DELETE', '/session');
    expect(desk.data.audit.map(({ action, accountId }) => [action, accountId])).toEqual([
      ['session.refuse', id],
      ['session.refuse', 'nobody'],
      ['session.begin', id],
      ['session.end', id],
    ]);
    expect(JSON.stringify(desk.data.audit)).not.toContain('secret-name');
  });

  test('refuses a body that is no sign-in', async () => {
    const answer = await post({ username: { $ne: '' }, password: deskPassword });
    expect([answer.status, await readCode(answer)]).toEqual([400, 'request_invalid']);
  });
});

describe('a session', () => {
  test('ends after 30 minutes without use, and background loading is no use', async () => {
    desk.addAccount();
    const cookie = await desk.signIn();
    passMs(20 * minuteMs);
    expect((await desk.fetch(path, { headers: { cookie, 'x-background': '1' } })).status).toBe(200);
    passMs(11 * minuteMs);
    expect((await desk.fetch(path, { headers: { cookie } })).status).toBe(401);
    expect(desk.data.sessions.size).toBe(0);
  });

  test('ends 12 hours after it began, however busy', async () => {
    desk.addAccount();
    const cookie = await desk.signIn();
    for (let halfHours = 0; halfHours < 47; halfHours += 1) {
      passMs(15 * minuteMs);
      expect((await desk.fetch(path, { headers: { cookie } })).status).toBe(200);
    }
    passMs(15 * minuteMs);
    expect((await desk.fetch(path, { headers: { cookie } })).status).toBe(401);
  });

  test('ends when the account is disabled', async () => {
    const account = desk.addAccount();
    const cookie = await desk.signIn();
    desk.data.accounts.set(account.id, { ...account, disabledAt: desk.data.now });
    expect((await desk.fetch(path, { headers: { cookie } })).status).toBe(401);
  });

  test('ends when its owner signs out', async () => {
    desk.addAccount();
    const cookie = await desk.signIn();
    const out = await desk.fetch(path, { method: 'DELETE', headers: { cookie } });
    expect(out.status).toBe(200);
    expect(toCookie(out)).toMatch(/=$/);
    expect((await desk.fetch(path, { headers: { cookie } })).status).toBe(401);
  });

  test('is of no use to a made-up token', async () => {
    desk.addAccount();
    await desk.signIn();
    const [stored] = desk.data.sessions.keys();
    for (const token of ['', 'x', stored]) {
      const answer = await desk.fetch(path, { headers: { cookie: `duxin_staff=${token}` } });
      expect(answer.status).toBe(401);
    }
  });

  test('does not act for another site', async () => {
    desk.addAccount();
    const cookie = await desk.signIn();
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await desk.fetch(path, { method: 'DELETE', headers: { cookie, ...headers } });
      expect([answer.status, await readCode(answer)]).toEqual([403, 'cross_site_refused']);
    }
    const own = { origin: desk.url, 'sec-fetch-site': 'same-origin' };
    const changed = await post(
      { current: deskPassword, next: 'Better-horse-8' },
      { cookie, ...own },
      `${path}/password`,
    );
    expect(changed.status).toBe(200);
  });

  test('behind a proxy that hides the host, the public address counts as the own one', async () => {
    desk.addAccount();
    const answer = await post(
      { username: 'wang', password: deskPassword },
      { origin: 'https://duxin.example' },
    );
    expect(answer.status).toBe(200);
  });
});

describe('the password', () => {
  test('must be changed first when somebody else chose it; until then nothing else is open', async () => {
    desk.addAccount({ mustChangePassword: true });
    const cookie = await desk.signIn();
    const call = desk.client(cookie);
    const refused = await call('GET', '/tickets');
    expect([refused.status, refused.body.code]).toEqual([403, 'password_change_required']);
    expect((await call('GET', '/session')).body.mustChangePassword).toBe(true);
    const changed = await call('POST', '/session/password', {
      current: deskPassword,
      next: 'Better-horse-8',
    });
    expect(changed.status).toBe(200);
    expect((await call('GET', '/tickets')).status).toBe(401);
    const fresh = await desk.signIn('wang', 'Better-horse-8');
    expect((await desk.client(fresh)('GET', '/tickets')).status).toBe(200);
  });

  test('ends every other session of the account when it is changed', async () => {
    desk.addAccount();
    const [here, there] = [await desk.signIn(), await desk.signIn()];
    await desk.client(here)('POST', '/session/password', {
      current: deskPassword,
      next: 'Better-horse-8',
    });
    expect((await desk.client(there)('GET', '/session')).status).toBe(401);
  });

  test.each([
    ['Short-1', 'too_short'],
    ['onlylettershere', 'too_plain'],
    ['Wang-is-here-1', 'holds_username'],
    ['Admin@123456', 'well_known'],
    [deskPassword, 'unchanged'],
  ])('refuses %s as %s', async (next, rule) => {
    desk.addAccount();
    const call = desk.client(await desk.signIn());
    const answer = await call('POST', '/session/password', { current: deskPassword, next });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'password_too_weak', fields: [{ rule }] });
  });

  test('is not changed by somebody who does not know the current one, nor guessed at there', async () => {
    desk.addAccount();
    const call = desk.client(await desk.signIn());
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1) {
      const change = { current: `Guess-${index}-aa`, next: 'Better-horse-8' };
      statuses.push((await call('POST', '/session/password', change)).status);
    }
    expect(statuses).toEqual([...Array(10).fill(422), 429, 429]);
  });
});
