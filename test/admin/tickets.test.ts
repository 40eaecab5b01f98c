import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OutboxRow, TranscriptLine } from '../../bot/index.ts';
import type { Role } from '../../people/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildStepValues } from '../support/build-step-values.ts';

let desk: Desk;
let call: Call;

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount();
  call = desk.client(await desk.signIn());
});
afterEach(() => desk.stop());

/** A client signed in with these roles only. */
async function callAs(username: string, roles: readonly Role[]) {
  desk.addAccount({ username, roles });
  return desk.client(await desk.signIn(username));
}

describe('the list', () => {
  test('filters, searches, sorts and pages', async () => {
    const first = await desk.fileTicket({ area: '市场监管' });
    desk.data.now = new Date(desk.data.now.getTime() + 60_000);
    const second = await desk.fileTicket({
      kind: 'suggestion',
      facts: { story: '建议延长窗口时间' },
    });
    const numbers = async (query: string) => {
      const { body } = await call('GET', `/tickets?${query}`);
      return body.items.map(({ number }: { number: string }) => number);
    };
    expect(await numbers('')).toEqual([second.number, first.number]);
    expect(await numbers('order=oldest')).toEqual([first.number, second.number]);
    expect(await numbers('kind=suggestion')).toEqual([second.number]);
    expect(await numbers(`area=${encodeURIComponent('市场监管')}`)).toEqual([first.number]);
    expect(await numbers(`query=${encodeURIComponent('窗口')}`)).toEqual([second.number]);
    expect(await numbers(`query=${first.number}`)).toEqual([first.number]);
    expect(await numbers('status=accepted')).toEqual([]);
    expect(await numbers('pageSize=1&page=2')).toEqual([first.number]);
    expect((await call('GET', '/tickets?status=open')).body.total).toBe(2);
  });

  test('finds what is assigned to the caller by "me"', async () => {
    const ticket = await desk.fileTicket();
    await call('POST', `/tickets/${ticket.number}/actions`, { action: 'assign', version: 1 });
    await desk.fileTicket();
    const { body } = await call('GET', '/tickets?assignee=me');
    expect(body.items).toMatchObject([{ number: ticket.number, assignee: '王受理' }]);
  });

  test.each(['page=0', 'page=x', 'pageSize=1000', 'kind=nothing', 'order=up', 'unknown=1'])(
    'refuses %s',
    async (query) => {
      const answer = await call('GET', `/tickets?${query}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'request_invalid']);
    },
  );
});

describe('a ticket', () => {
  test('is found by its number in any writing, with what this caller may do', async () => {
    const { number } = await desk.fileTicket();
    const { body } = await call('GET', `/tickets/${number.slice(0, 4)}-${number.slice(4)}`);
    expect(body).toMatchObject({ number, status: 'received', version: 1, canReveal: false });
    expect(body.allowed).toEqual(expect.arrayContaining(['accept', 'refuse', 'transfer', 'ask']));
    expect(body.allowed).not.toContain('close');
    expect(body.steps[0]).toBe('received');
  });

  test('offers a reader nothing that their role may not do', async () => {
    const { number } = await desk.fileTicket();
    const read = await callAs('fazhi', ['legal_reviewer']);
    const { body } = await read('GET', `/tickets/${number}`);
    expect(body.allowed).toEqual([]);
    const tried = await read('POST', `/tickets/${number}/actions`, {
      action: 'accept',
      version: 1,
    });
    expect([tried.status, tried.body.code]).toEqual([403, 'ticket_not_permitted']);
  });

  test('that does not exist is 404', async () => {
    for (const number of ['2612345678', 'nothing', '..%2f..']) {
      const answer = await call('GET', `/tickets/${number}`);
      expect([answer.status, answer.body.code]).toEqual([404, 'ticket_not_found']);
    }
  });

  test('shows each notice with where it is', async () => {
    const ticket = await desk.fileTicket();
    await call('POST', `/tickets/${ticket.number}/actions`, { action: 'accept', version: 1 });
    const told = async () =>
      (await call('GET', `/tickets/${ticket.number}`)).body.history[1].told.delivery;
    expect(await told()).toMatchObject({ state: 'undoable', at: '2026-11-20T02:00:30.000Z' });

    desk.data.now = new Date('2026-11-20T02:00:31Z');
    expect(await told()).toMatchObject({ state: 'waiting' });

    desk.data.rows.push(buildRow({ id: `${ticket.id}-2-${ticket.personId}`, ticketId: ticket.id }));
    expect(await told()).toMatchObject({ state: 'held', failure: 'window_closed' });
    const sentAt = new Date('2026-11-20T03:00:00Z');
    desk.data.rows[0] = {
      ...buildRow({ id: `${ticket.id}-2-${ticket.personId}`, ticketId: ticket.id }),
      status: 'sent',
      receipt: { at: sentAt, channel: 'web-chat' },
    };
    expect(await told()).toMatchObject({
      state: 'sent',
      at: sentAt.toISOString(),
      channel: 'web-chat',
    });
  });

  test('shows its conversation and pictures, and gives out working copies to staff only', async () => {
    const ticket = await desk.fileTicket();
    desk.data.lines.push(
      buildLine({ ticketId: ticket.id, content: { kind: 'text', text: '他们没有出示证件' } }),
      buildLine({
        ticketId: ticket.id,
        content: { kind: 'image', fileId: 'f-1', mediaId: 'secret' },
      }),
    );
    const file = {
      id: 'f-1',
      personId: ticket.personId ?? '',
      channel: 'web-chat',
      receivedAt: desk.data.now,
      name: '现场.png',
      mimeType: 'image/png',
      sizeBytes: 3,
      sha256: 'ab'.repeat(32),
      bytes: Buffer.from([1, 2, 3]),
    } as const;
    desk.data.evidence.push({ ...file, ticketId: ticket.id });
    const { body, text } = await call('GET', `/tickets/${ticket.number}`);
    expect(body.lines).toMatchObject([
      { direction: 'in', text: '他们没有出示证件' },
      { kind: 'image', fileId: 'f-1' },
    ]);
    expect(body.evidence).toMatchObject([{ name: '现场.png', sha256: file.sha256 }]);
    expect(text).not.toContain('secret');

    const picture = await call('GET', '/files/f-1');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('cache-control')).toBe('no-store');
    expect((await desk.fetch('/api/admin/files/f-1')).status).toBe(401);
    expect((await call('GET', '/files/f-2')).status).toBe(404);
    desk.data.evidence[0] = file;
    expect((await call('GET', '/files/f-1')).status).toBe(404);
    desk.data.evidence[0] = { ...file, ticketId: ticket.id, mimeType: 'image/svg+xml' };
    const drawing = await call('GET', '/files/f-1');
    expect(drawing.headers.get('content-type')).toBe('application/octet-stream');
    expect(drawing.headers.get('content-disposition')).toBe('attachment');
  });
});

describe('an action', () => {
  test('moves the ticket, rings for the notice and answers with the new state', async () => {
    const { number, id } = await desk.fileTicket();
    const { status, body } = await call('POST', `/tickets/${number}/actions`, {
      action: 'accept',
      version: 1,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'accepted', version: 2 });
    expect(body.undoLeftMs).toBe(28_000);
    expect(desk.data.rings).toContainEqual({ kind: 'relay', id });
  });

  test('goes through all five steps to the end', async () => {
    const { number } = await desk.fileTicket();
    const path = ['accept', 'analyse', 'verify', 'supervise', 'rectify', 'check', 'close'];
    let version = 1;
    for (const action of path) {
      const asked = { action, version, ...buildStepValues(action) };
      const { body } = await call('POST', `/tickets/${number}/actions`, asked);
      version = body.version;
    }
    const { body } = await call('GET', `/tickets/${number}`);
    expect(body.status).toBe('closed');
    expect(body.history.map((step: { action: string }) => step.action)).toEqual(['open', ...path]);
  });

  test('that the state does not allow is refused with what is', async () => {
    const { number } = await desk.fileTicket();
    const { status, body } = await call('POST', `/tickets/${number}/actions`, {
      action: 'close',
      version: 1,
    });
    expect(status).toBe(422);
    expect(body.code).toBe('ticket_step_refused');
    expect(body.allowed).toContain('accept');
  });

  test('without its reason is refused by name of what is missing', async () => {
    const { number } = await desk.fileTicket();
    const { status, body } = await call('POST', `/tickets/${number}/actions`, {
      action: 'refuse',
      version: 1,
    });
    expect([status, body.code, body.missing]).toEqual([
      422,
      'ticket_requirement_missing',
      ['reason'],
    ]);
  });

  test('on an old version is refused with the current one and what happened since', async () => {
    const { number } = await desk.fileTicket();
    await call('POST', `/tickets/${number}/actions`, { action: 'accept', version: 1 });
    const { status, body } = await call('POST', `/tickets/${number}/actions`, {
      action: 'refuse',
      reason: '重复',
      version: 1,
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'ticket_version_conflict',
      currentVersion: 2,
      changed: [{ action: 'accept', by: '王受理' }],
    });
  });

  test('of two at once one wins', async () => {
    const { number } = await desk.fileTicket();
    const answers = await Promise.all([
      call('POST', `/tickets/${number}/actions`, { action: 'accept', version: 1 }),
      call('POST', `/tickets/${number}/actions`, { action: 'refuse', reason: '重复', version: 1 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]));
  });

  test('is undone by its author within the window, and by nobody after it', async () => {
    const { number } = await desk.fileTicket();
    await call('POST', `/tickets/${number}/actions`, { action: 'accept', version: 1 });
    const other = await callAs('li', ['intake_clerk']);
    const stranger = await other('POST', `/tickets/${number}/actions`, {
      action: 'undo',
      version: 2,
    });
    expect(stranger.status).toBe(403);
    const undone = await call('POST', `/tickets/${number}/actions`, { action: 'undo', version: 2 });
    expect(undone.body).toMatchObject({ status: 'received', version: 3 });
    await call('POST', `/tickets/${number}/actions`, { action: 'accept', version: 3 });
    desk.data.now = new Date(desk.data.now.getTime() + 29_000);
    const late = await call('POST', `/tickets/${number}/actions`, { action: 'undo', version: 4 });
    expect([late.status, late.body.code]).toEqual([409, 'ticket_undo_too_late']);
  });

  test('sends a reply in the words of staff', async () => {
    const { number } = await desk.fileTicket();
    const { body } = await call('POST', `/tickets/${number}/actions`, {
      action: 'reply',
      values: { text: '我们明天上午联系您。' },
      version: 1,
    });
    expect(body.history[1]).toMatchObject({
      action: 'reply',
      by: { kind: 'staff', name: '王受理' },
      details: { text: '我们明天上午联系您。' },
    });
    expect(body.history[1].told.text).toContain('我们明天上午联系您。');
  });

  test.each([
    [{ action: 'fly', version: 1 }],
    [{ action: 'accept' }],
    [{ action: 'accept', version: 1, values: { $set: 'x' } }],
    [{ action: 'accept', version: 1, more: true }],
    [{ action: 'accept', version: '1' }],
  ])('that is not well formed is 400: %j', async (body) => {
    const { number } = await desk.fileTicket();
    const answer = await call('POST', `/tickets/${number}/actions`, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'request_invalid']);
  });
});

describe('a ticket by staff', () => {
  test('gives number and code for the slip once, the same when the form is sent again', async () => {
    const sent = buildForm();
    const [first, again] = [
      await call('POST', '/tickets', sent),
      await call('POST', '/tickets', sent),
    ];
    expect(first.status).toBe(201);
    expect(first.body.code).toMatch(/^(\w{4}-){3}\w{4}$/);
    expect(again.body).toEqual(first.body);
    expect(first.body.progressUrl).toBe('https://duxin.example/progress');
    expect(await desk.listTickets()).toHaveLength(1);
    expect(desk.data.people.size).toBe(1);
    const { text, body } = await call('GET', `/tickets/${first.body.number}`);
    expect(body.source).toBe('visit');
    for (const hidden of [first.body.code, '赵来访', '13900001111']) {
      expect(text).not.toContain(hidden);
    }
  });

  test('gives the slip of a form to nobody else and not a day later', async () => {
    const sent = buildForm();
    await call('POST', '/tickets', sent);
    const other = await callAs('li', ['intake_clerk']);
    expect((await other('POST', '/tickets', sent)).status).toBe(409);
    desk.data.now = new Date(desk.data.now.getTime() + 11 * 60_000);
    expect((await call('POST', '/tickets', sent)).status).toBe(409);
  });

  test('registers no name and phone of somebody who stays anonymous', async () => {
    await call('POST', '/tickets', { ...buildForm(), openness: 'anonymous' });
    const [person] = [...desk.data.people.values()];
    expect(person?.name).toBeUndefined();
    expect(person?.phone).toBeUndefined();
  });

  test('without a reporter gets no code', async () => {
    const { contact: _, ...lead } = { ...buildForm(), kind: 'lead', source: 'instruction' };
    const { status, body } = await call('POST', '/tickets', lead);
    expect(status).toBe(201);
    expect(body.code).toBeUndefined();
  });

  test.each([
    [{ source: 'web-chat' }],
    [{ facts: {} }],
    [{ key: '1' }],
    [{ contact: { phone: 'call me' } }],
    [{ openness: 'secret' }],
  ])('with %j is refused', async (wrong) => {
    const answer = await call('POST', '/tickets', { ...buildForm(), ...wrong });
    expect(answer.status).toBe(400);
    expect(await desk.listTickets()).toHaveLength(0);
  });
});

describe('revealing who reported', () => {
  test('is written to the audit log before it happens, and asks for a reason', async () => {
    const personId = 'p-zhao';
    desk.data.people.set(personId, { id: personId, language: 'zh-CN', name: '赵', phone: '139' });
    const ticket = await desk.fileTicket({ personId });
    const reveal = await callAs('chen', ['handler']);
    const path = `/tickets/${ticket.number}/reveal`;
    expect((await reveal('POST', path, {})).status).toBe(400);
    const { body } = await reveal('POST', path, { reason: '电话核实' });
    expect(body).toEqual({ name: '赵', phone: '139' });
    expect(desk.data.audit.at(-1)).toMatchObject({
      action: 'person.reveal',
      object: ticket.id,
      reason: '电话核实',
    });
  });

  test('opens the name of the member behind a specialist’s report with it', async () => {
    const personId = 'p-specialist';
    desk.data.people.set(personId, { id: personId, language: 'zh-CN', name: '钱' });
    const { id: ticketId, number } = await desk.fileTicket({ personId });
    const tie = { ticketId, name: '东门饭馆', state: 'sealed', expiresAt: desk.data.now } as const;
    desk.data.members.set(ticketId, tie);
    const reveal = await callAs('chen', ['handler']);
    const { body } = await reveal('POST', `/tickets/${number}/reveal`, { reason: '上门核实' });
    expect(body).toEqual({ name: '钱', member: '东门饭馆' });
  });

  test('does not happen when the audit log cannot be written', async () => {
    const ticket = await desk.fileTicket({ personId: 'p-zhao' });
    desk.data.people.set('p-zhao', { id: 'p-zhao', language: 'zh-CN', name: '赵' });
    const reveal = await callAs('chen', ['handler']);
    desk.data.audit.push = () => {
      throw new Error('disk full');
    };
    const answer = await reveal('POST', `/tickets/${ticket.number}/reveal`, { reason: '电话核实' });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('赵');
  });

  test('is for nobody where the reporter stays anonymous, whatever an earlier matter left', async () => {
    const person = { id: 'p-zhao', language: 'zh-CN', name: '赵', phone: '139' } as const;
    desk.data.people.set(person.id, person);
    const ticket = await desk.fileTicket({ personId: person.id, openness: 'anonymous' });
    const reveal = await callAs('chen', ['handler']);
    const path = `/tickets/${ticket.number}`;
    const { body, text } = await reveal('GET', path);
    expect(body.canReveal).toBe(false);
    // Nor do two tickets of one person show that they are.
    expect(text).not.toContain(person.id);
    const answer = await reveal('POST', `${path}/reveal`, { reason: '电话核实' });
    expect([answer.status, answer.body.code]).toEqual([403, 'not_permitted']);
    expect(answer.text).not.toContain('赵');
  });

  test('is not for an administrator', async () => {
    const ticket = await desk.fileTicket();
    const answer = await call('POST', `/tickets/${ticket.number}/reveal`, { reason: '看看' });
    expect([answer.status, answer.body.code]).toEqual([403, 'not_permitted']);
  });
});

function buildRow(row: Partial<OutboxRow>): OutboxRow {
  return {
    id: randomUUID(),
    personId: 'p',
    kind: 'notice',
    reply: { key: 'notice.matter.accepted' },
    traceId: 'trace',
    createdAt: desk.data.now,
    dueAt: desk.data.now,
    status: 'held',
    attempts: 1,
    failure: 'window_closed',
    ...row,
  };
}

function buildLine(line: Partial<TranscriptLine>): TranscriptLine {
  return {
    id: randomUUID(),
    conversation: 'p',
    seq: desk.data.lines.length + 1,
    direction: 'in',
    author: 'person',
    channel: 'web-chat',
    content: { kind: 'text', text: '您好' },
    at: desk.data.now,
    traceId: 'trace',
    ...line,
  };
}

function buildForm() {
  return {
    key: randomUUID(),
    kind: 'complaint',
    source: 'visit',
    openness: 'confidential',
    facts: { story: '城管收走秤没有给单据', place: '东市场' },
    contact: { name: '赵来访', phone: '13900001111' },
  };
}
