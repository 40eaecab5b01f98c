import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { servePublic, type ServedPublic } from '../support/serve-public.ts';
import { createPublicPages, progressLimits } from '../../public/index.ts';

const staff = { kind: 'staff', accountId: 'account-1', name: '李明' } as const;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let served: ServedPublic;
beforeEach(async () => {
  served = await servePublic();
});
afterEach(() => served.stop());

function post(path: string, body: unknown): Promise<Response> {
  return fetch(served.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function postFile(fields: Readonly<Record<string, string>>, bytes: Buffer): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(bytes)]), 'paper.png');
  return fetch(`${served.url}/progress/files`, { method: 'POST', body: form });
}

describe('a ticket by its receipt code', () => {
  it('shows its state, what comes next and by when, in the language asked for', async () => {
    const { ticket, code } = await served.backstage.file();
    const response = await post('/progress', { code });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      number: ticket.number,
      kind: '投诉举报',
      status: 'received',
      statusText: '已接收',
      filedOn: '2026-03-02',
      dueOn: expect.stringMatching(/^2026-03-\d\d$/),
      actions: expect.arrayContaining(['supplement', 'urge', 'withdraw']),
      timeline: [{ kind: 'own', text: '您提交了这件事' }],
      messages: [],
    });
    const english = await (await post('/progress', { code, language: 'en' })).json();
    expect(Reflect.get(Object(english), 'statusText')).toBe('Received');
  });

  it('opens however the code is written', async () => {
    const { code } = await served.backstage.file();
    const plain = code.replaceAll('-', '').toLowerCase().replaceAll('0', 'o');
    expect((await post('/progress', { code: plain })).status).toBe(200);
    expect((await post('/progress', { code: ` ${code.replaceAll('-', ' ')} ` })).status).toBe(200);
  });

  it('shows how far the matter has come, and never its facts, its staff or its person', async () => {
    const { ticket, code } = await served.backstage.file({ facts: { story: 'CANARY-STORY' } });
    await served.backstage.tickets.stepTicket({
      numberOrId: ticket.id,
      action: 'accept',
      by: staff,
      roles: ['intake_clerk'],
    });
    const text = await (await post('/progress', { code })).text();
    expect(JSON.parse(text)).toMatchObject({
      status: 'accepted',
      course: [
        { text: '已接收', state: 'done' },
        { text: '已受理', state: 'now' },
        { state: 'ahead' },
        { state: 'ahead' },
        { state: 'ahead' },
        { state: 'ahead' },
        { state: 'ahead' },
        { state: 'ahead' },
      ],
      timeline: [{ kind: 'own' }, { kind: 'told', text: expect.stringContaining('已受理') }],
    });
    for (const secret of ['CANARY-STORY', '李明', 'account-1', 'person-1', code, ticket.id]) {
      expect(text).not.toContain(secret);
    }
  });

  it('leaves the words of the bot out and those of staff in', async () => {
    const { ticket, code } = await served.backstage.file();
    const at = new Date('2026-03-02T03:00:00Z');
    const { messages } = served.backstage;
    const base = { ticketId: ticket.id, kind: 'text', at } as const;
    messages.push({ ...base, id: 'm1', author: 'bot', text: '请问是哪个单位？' });
    messages.push({ ...base, id: 'm2', author: 'staff', text: '请补一张照片' });
    expect(await (await post('/progress', { code })).json()).toMatchObject({
      messages: [{ author: 'staff', kind: 'text', text: '请补一张照片', at: at.toISOString() }],
    });
  });

  it('is found by nothing but its code', async () => {
    const { ticket } = await served.backstage.file();
    for (const code of [ticket.number, ticket.id, 'AAAA-BBBB-CCCC-DDDD', '________']) {
      const response = await post('/progress', { code });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'ticket_not_found' });
    }
    for (const code of ['', 7, { $ne: '' }, ['a'], 'x'.repeat(65)]) {
      expect((await post('/progress', { code })).status).toBe(400);
    }
  });

  it('keeps the code out of URLs and of the log', async () => {
    const { code } = await served.backstage.file();
    await post('/progress', { code });
    const inUrl = await fetch(`${served.url}/progress?code=${code}`, { method: 'POST' });
    expect(inUrl.status).toBe(415);
    expect(served.logged.join('\n')).not.toContain(code);
  });

  it('waits after too many tries from one address', async () => {
    await served.stop();
    served = await servePublic({
      limits: { ...progressLimits, perAddress: { points: 2, perS: 60 } },
    });
    const wrong = { code: 'AAAA-BBBB-CCCC-DDDD' };
    await post('/progress', wrong);
    await post('/progress', wrong);
    const third = await post('/progress', wrong);
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the holder of a receipt code', () => {
  it('adds words once, however often they are sent', async () => {
    const { ticket, code } = await served.backstage.file();
    const body = { code, id: 'message-1', text: '执法人员编号是 1234' };
    await Promise.all([post('/progress/messages', body), post('/progress/messages', body)]);
    const last = await post('/progress/messages', body);
    expect(await last.json()).toMatchObject({
      outcome: 'done',
      progress: { messages: [{ author: 'person', text: '执法人员编号是 1234' }] },
    });
    const steps = served.backstage.stored.get(ticket.id)?.history ?? [];
    expect(steps.filter(({ action }) => action === 'supplement')).toHaveLength(1);
  });

  it('adds a picture and sees it, and nobody with another code does', async () => {
    const { code } = await served.backstage.file();
    const other = await served.backstage.file();
    const response = await postFile({ code, id: 'picture-1' }, png);
    expect(response.status).toBe(200);
    const { fileId } = served.backstage.messages[0] ?? {};
    expect(await response.json()).toMatchObject({
      progress: { messages: [{ author: 'person', kind: 'image', fileId }] },
    });
    const shown = await post('/progress/pictures', { code, fileId });
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(png);
    expect((await post('/progress/pictures', { code: other.code, fileId })).status).toBe(404);
  });

  it('is told when a file is none that we take, and nothing is noted', async () => {
    const { ticket, code } = await served.backstage.file();
    const response = await postFile(
      { code, id: 'picture-1' },
      Buffer.from('<svg onload=alert(1)>'),
    );
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ code: 'file_type_refused' });
    expect(served.backstage.stored.get(ticket.id)?.history).toHaveLength(1);
  });

  it('urges and hears by which day the answer comes', async () => {
    const { code } = await served.backstage.file();
    const response = await post('/progress/urge', { code, id: 'urge-0001' });
    expect(await response.json()).toMatchObject({
      outcome: 'done',
      day: expect.stringMatching(/^2026-03-\d\d$/),
    });
  });

  it('withdraws only when it is confirmed', async () => {
    const { ticket, code } = await served.backstage.file();
    expect((await post('/progress/withdraw', { code, id: 'withdraw-1' })).status).toBe(400);
    const body = { code, id: 'withdraw-1', confirmed: true };
    expect(await (await post('/progress/withdraw', body)).json()).toMatchObject({
      outcome: 'done',
      progress: { status: 'withdrawn', course: [] },
    });
    expect(served.backstage.stored.get(ticket.id)?.status).toBe('withdrawn');
    const late = await post('/progress/messages', { code, id: 'message-1', text: '还有' });
    expect(late.status).toBe(422);
    expect((await postFile({ code, id: 'picture-1' }, png)).status).toBe(422);
    expect(served.backstage.messages).toEqual([]);
  });

  it('rates an outcome from 1 to 5 and nothing else', async () => {
    const { ticket, code } = await served.backstage.file({ kind: 'consultation' });
    await served.backstage.tickets.stepTicket({
      numberOrId: ticket.id,
      action: 'answer',
      by: staff,
      roles: ['handler'],
      reason: '可以申请行政复议',
      values: { text: '可以申请行政复议' },
    });
    for (const score of [0, 6, 2.5, '5']) {
      expect((await post('/progress/rate', { code, id: 'rating-01', score })).status).toBe(400);
    }
    const rated = await post('/progress/rate', {
      code,
      id: 'rating-01',
      score: 5,
      comment: '很快',
    });
    expect(await rated.json()).toMatchObject({ progress: { rating: 5 } });
  });

  it('is refused with what is allowed when the matter is not so far', async () => {
    const { code } = await served.backstage.file();
    const response = await post('/progress/rate', { code, id: 'rating-01', score: 5 });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: 'ticket_step_refused',
      allowed: ['withdraw', 'supplement', 'urge'],
    });
  });
});

describe('the public routes', () => {
  it('each name an audience', () => {
    const { routes } = createPublicPages(served.backstage.ports, { pageFolder: 'none' });
    expect(routes.map(({ name, audience }) => `${audience} ${name}`)).toEqual([
      'citizen POST /progress',
      'citizen POST /progress/messages',
      'citizen POST /progress/urge',
      'citizen POST /progress/withdraw',
      'citizen POST /progress/contact',
      'citizen POST /progress/rate',
      'citizen POST /progress/member',
      'citizen POST /progress/member/answer',
      'public POST /verify',
      'public POST /verify/document',
      'citizen POST /progress/papers',
      'public POST /progress/certificate',
    ]);
  });
});
