import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { toBounds } from '../../admin/access/bounds.ts';
import { defaultProfile, isWithin, type Ticket } from '../../tickets/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildTicket } from '../support/build-ticket.ts';
import { buildCounty } from '../support/build-units.ts';
import { buildPointFacts } from '../support/memory-points.ts';
import {
  drawAccount,
  type DrawnAccount,
  type DrawnTicket,
  drawTicket,
  layDown,
  maySee,
  toRecusals,
} from '../support/scoped-desk.ts';

const units = buildCounty();

/** The number of each ticket that the answer must not hold, in the words that a leak would have. */
function findLeaks(text: string, hidden: readonly Ticket[]): readonly string[] {
  return hidden.flatMap(({ number, id }) => [number, id]).filter((word) => text.includes(word));
}

describe('the bounds of an account', () => {
  test('say of every ticket what the rules say one by one', () => {
    fc.assert(
      fc.property(drawAccount, drawTicket, (account, drawn) => {
        const ticket = buildTicket({
          ...(drawn.area !== undefined && { area: drawn.area }),
          ...(drawn.isAssigned && { assigneeId: 'a-me' }),
          ...(drawn.acting !== undefined &&
            drawn.responsible !== undefined && {
              respondent: { actingUnitId: drawn.acting, responsibleOrganId: drawn.responsible },
            }),
          desk: {
            ...(drawn.deskUnit !== undefined && { unitId: drawn.deskUnit }),
            ...(drawn.guessed !== undefined && { guessedUnitIds: [drawn.guessed] }),
          },
        });
        const { recusedFrom: _, role, ...place } = account;
        const recusals = toRecusals(account, [ticket]);
        const caller = { kind: 'staff', accountId: 'a-me', name: '', sessionId: '' } as const;
        const bounds = toBounds({ ...caller, ...place, roles: [role], recusals }, units);
        const isSeen = bounds === undefined || isWithin(bounds, ticket);
        expect(isSeen).toBe(maySee(account, drawn, 0));
      }),
      { numRuns: 2000 },
    );
  });
});

const against = (actingUnitId: string, responsibleOrganId: string) =>
  buildTicket({ respondent: { actingUnitId, responsibleOrganId } });
const see = (unitId: string, ticket: Ticket) => {
  const caller = { kind: 'staff', accountId: 'a', name: '', sessionId: '' } as const;
  const bounds = toBounds({ ...caller, roles: ['township_liaison'], unitId }, units);
  return bounds === undefined || isWithin(bounds, ticket);
};

describe('a matter against a town', () => {
  test.each([
    ['the town', 'qiaotou', 'qiaotou'],
    ['its team', 'empowered', 'qiaotou'],
    ['a station in it', 'station', 'market'],
  ])('passes by its own judicial office: %s', (_, acting, responsible) => {
    const ticket = against(acting, responsible);
    expect(see('office', ticket)).toBe(false);
    expect(see('bureau', ticket)).toBe(true);
  });

  test('leaves its judicial office what is against another town', () => {
    expect(see('office', against('tangxi', 'tangxi'))).toBe(true);
  });
});

describe('at the desk', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await buildDesk();
    desk.data.units = units;
  });
  afterEach(() => desk.stop());

  async function layAll(drawn: readonly DrawnTicket[], account: DrawnAccount) {
    const tickets: Ticket[] = [];
    for (const one of drawn) tickets.push(await layDown(desk, one, 'a-me'));
    const { recusedFrom: _, role, ...place } = account;
    const recusals = toRecusals(account, tickets);
    desk.addAccount({ id: 'a-me', roles: [role], ...place, recusals });
    return tickets;
  }

  /** Every list, and every page of each ticket. */
  async function readAll(call: Call, tickets: readonly Ticket[]): Promise<string> {
    const lists = [
      'overview tickets tickets?pageSize=100&status=open&order=due tasks undelivered parked media',
      'conversations duty/alarms colleagues ticket-problems problems alerts documents',
      `ticket-exports?from=2026-01-01&to=2026-12-31&by=filed&as=csv`,
    ].flatMap((line) => line.split(' '));
    const pages = tickets.flatMap(({ number, personId = '' }) => [
      `tickets?query=${number}`,
      `tickets/${number}`,
      `tickets/${number}/reach`,
      `tickets/${number}/calls`,
      `files/f-${number}`,
      `conversations/${desk.ports.conversations.toId(personId)}`,
    ]);
    const answers: string[] = [];
    for (const path of [...lists, ...pages]) {
      const { text, status } = await call('GET', `/${path}`);
      expect(status).toBeLessThan(500);
      // A refusal repeats the address that was asked for.
      answers.push(status < 300 ? text : '');
    }
    return answers.join('\n');
  }

  test('nothing of a ticket that the account may not see comes out by any list or page', async () => {
    const cases = fc.sample(
      fc.tuple(drawAccount, fc.array(drawTicket, { minLength: 6, maxLength: 6 })),
      12,
    );
    let hiddenCount = 0;
    let shownCount = 0;
    for (const [account, drawn] of cases) {
      const { data } = desk;
      for (const map of [data.tickets, data.accounts, data.sessions]) map.clear();
      for (const rows of [data.rows, data.lines, data.evidence]) rows.length = 0;
      const tickets = await layAll(drawn, account);
      const call = desk.client(await desk.signIn());
      const isSeen = drawn.map((one, index) => maySee(account, one, index));
      const hidden = tickets.filter((_, index) => !isSeen[index]);
      const shown = tickets.filter((_, index) => isSeen[index]);
      hiddenCount += hidden.length;
      shownCount += shown.length;
      const said = await readAll(call, tickets);
      expect(findLeaks(said, hidden)).toEqual([]);
      expect(shown.filter(({ number }) => !said.includes(number))).toEqual([]);
      const { body: overview } = await call('GET', '/overview');
      expect(overview.open).toBe(shown.length);
      const { body: list } = await call('GET', '/tickets?pageSize=100');
      expect(list.total).toBe(shown.length);
    }
    expect(hiddenCount).toBeGreaterThan(0);
    expect(shownCount).toBeGreaterThan(0);
  }, 60_000);

  test('no step, reveal, file or conversation of such a ticket is found', async () => {
    const tickets = await layAll([{ acting: 'urban', responsible: 'urban', isAssigned: true }], {
      role: 'handler',
      recusedFrom: { unitId: 'urban' },
    });
    const call = desk.client(await desk.signIn());
    const [ticket] = tickets;
    const number = ticket?.number ?? '';
    const talk = `conversations/${desk.ports.conversations.toId(ticket?.personId ?? '')}`;
    const reason = '电话核实';
    const tries = [
      [`tickets/${number}/actions`, { action: 'analyse', version: 1 }],
      [`tickets/${number}/problems`, { id: 'p-1', action: 'find', version: 1 }],
      [`tickets/${number}/reveal`, { reason }],
      [`tickets/${number}/conversation`, undefined],
      [`files/f-${number}/boxes`, { boxes: [] }],
      [`files/f-${number}/original`, { reason }],
      [`${talk}/actions`, { action: 'take' }],
      [`${talk}/messages`, { key: '8f7d2c1a-0000-4000-8000-000000000000', text: '您好' }],
    ] as const;
    const answers = [];
    for (const [path, body] of tries)
      answers.push([path, (await call('POST', `/${path}`, body)).status]);
    const refused = answers.filter(([, status]) => status !== 404 && status !== 400);
    expect(refused).toEqual([]);
    expect(desk.data.audit.map(({ action }) => action)).not.toContain('person.reveal');
  });

  test('a trial of other rules counts and names what its asker sees, and nothing else', async () => {
    const drawn = { acting: 'urban', responsible: 'urban', isAssigned: false };
    const [ticket] = await layAll([drawn], { role: 'section_head', unitId: 'urban' });
    desk.addAccount({ id: 'a-li', username: 'li', roles: ['section_head'], unitId: 'bureau' });
    const { limits, deadlines } = defaultProfile;
    const acceptance = { ...limits.acceptance, amount: limits.acceptance.amount + 1 };
    const rules = { limits: { ...limits, acceptance }, deadlines };
    const [own, bureau] = await Promise.all(
      ['wang', 'li'].map(async (username) =>
        desk.client(await desk.signIn(username))('POST', '/profiles/dry-run', rules),
      ),
    );
    expect(bureau?.body.changed).toMatchObject([{ number: ticket?.number }]);
    expect(own?.body).toMatchObject({ openCount: 0, changed: [] });
  });

  test('counts of visits and questions without an answer are not for a unit, nor for its judicial office', async () => {
    await layAll([], { role: 'township_liaison', unitId: 'office' });
    desk.addAccount({ id: 'a-li', username: 'li', roles: ['section_head'], unitId: 'bureau' });
    const asked = { id: 'm-1', question: '中队能罚多少', reason: 'none', state: 'open' } as const;
    desk.data.unanswered.push({ ...asked, at: desk.data.now, personId: 'p-1' });
    await desk.client(await desk.signIn('li'))('POST', '/contact-points', buildPointFacts());
    const read = async (username: string) => {
      const call = desk.client(await desk.signIn(username));
      const points = await call('GET', '/contact-points');
      const questions = await call('GET', '/knowledge/unanswered');
      return [points.body.items.length, points.body.counts.length, questions.body.total];
    };
    expect(await read('li')).toEqual([1, 1, 1]);
    expect(await read('wang')).toEqual([1, 0, 0]);
  });

  test('the stream says nothing of it', async () => {
    await layAll([], { role: 'handler', scope: { areas: ['市场监管'] } });
    const cookie = await desk.signIn();
    const response = await desk.fetch('/api/admin/events', { headers: { cookie } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { number: hidden } = await desk.fileTicket({ area: '城市管理' });
    const { number: shown } = await desk.fileTicket({ area: '市场监管' });
    let text = '';
    while (!text.includes(shown)) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(text).not.toContain(hidden);
  });

  test('a deputy sees what the absent colleague has, while the leave lasts', async () => {
    await layAll([], { role: 'handler', scope: { areas: ['市场监管'] } });
    const { number, id } = await desk.fileTicket({ area: '城市管理' });
    const ticket = desk.data.tickets.get(id);
    if (ticket) desk.data.tickets.set(id, { ...ticket, assigneeId: 'a-li' });
    const from = new Date(desk.data.now.getTime() - 1);
    const until = new Date(desk.data.now.getTime() + 86_400_000);
    const leaves = [{ from, until, deputyId: 'a-me' }];
    desk.addAccount({ id: 'a-li', username: 'li', roles: ['handler'], leaves });
    const call = desk.client(await desk.signIn());
    expect((await call('GET', `/tickets/${number}`)).status).toBe(200);
    desk.data.now = new Date(until.getTime());
    const later = desk.client(await desk.signIn());
    expect((await later('GET', `/tickets/${number}`)).status).toBe(404);
  });
});

test('the desk reads tickets through its access alone', () => {
  const files = readdirSync('admin', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/^(console|access)\//.test(name))
    .filter((name) =>
      /\bloadTicket\b|ticketing\.store/.test(readFileSync(`admin/${name}`, 'utf8')),
    );
  // Tickets that were loaded for the caller before (a conflict, a document's own, who was merged into it), a replay of
  // the caller's own form, and all that a colleague has who is recused or of the other side.
  expect(files.toSorted()).toEqual([
    'explain-conflict.ts',
    'file-ticket.ts',
    'manage-recusals.ts',
    'open-document.ts',
    'pass-on.ts',
    'routes/document-servings.ts',
    'routes/opinions.ts',
  ]);
});
