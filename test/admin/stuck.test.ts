import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { InboxRow } from '../../bot/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';

let desk: Desk;
let call: Call;

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount();
  call = desk.client(await desk.signIn());
});
afterEach(() => desk.stop());

function park(row: Partial<InboxRow> = {}): InboxRow {
  const parked: InboxRow = {
    id: 'web-chat-m-1',
    personId: 'p-1',
    channel: 'web-chat',
    arrivedAt: desk.data.now,
    content: { kind: 'text', text: '我的电话是13900001111，请回电' },
    traceId: 'web-chat-m-1',
    status: 'parked',
    attempts: 5,
    failure: 'TypeError',
    ...row,
  };
  desk.data.inbox.set(parked.id, parked);
  return parked;
}

describe('parked messages', () => {
  test('are listed with a preview without numbers', async () => {
    park();
    const { body, text } = await call('GET', '/parked');
    expect(body.items).toMatchObject([{ id: 'web-chat-m-1', attempts: 5, failure: 'TypeError' }]);
    expect(body.items[0].preview).toContain('请回电');
    expect(text).not.toMatch(/1390000|p-1"/);
  });

  test('are handled once more on request, which is audited', async () => {
    const { id, personId } = park();
    expect((await call('POST', `/parked/${id}/retry`)).status).toBe(200);
    expect(desk.data.inbox.get(id)?.status).toBe('waiting');
    expect(desk.data.rings).toEqual([{ kind: 'turn', id: personId }]);
    expect(desk.data.audit.at(-1)).toMatchObject({ action: 'message.retry', object: id });
    const again = await call('POST', `/parked/${id}/retry`);
    expect([again.status, again.body.code]).toEqual([409, 'message_not_parked']);
    expect((await call('POST', '/parked/other/retry')).status).toBe(404);
  });
});

describe('words that did not arrive', () => {
  test('are listed with their ticket, codes hidden', async () => {
    const ticket = await desk.fileTicket();
    desk.data.rows.push({
      id: 'r-1',
      personId: 'p-1',
      kind: 'reply',
      reply: { key: 'conversation.filed', secrets: { code: '7K2M-9QXC-4T0B-WE6R' } },
      ticketId: ticket.id,
      traceId: 't',
      createdAt: desk.data.now,
      dueAt: desk.data.now,
      status: 'failed',
      attempts: 3,
      failure: '45047',
    });
    const { body, text } = await call('GET', '/undelivered');
    expect(body.items).toMatchObject([
      { state: 'failed', ticketNumber: ticket.number, failure: '45047' },
    ]);
    expect(text).not.toContain('7K2M');
  });
});

describe('the start page', () => {
  test('counts what waits and what got stuck', async () => {
    park();
    await desk.fileTicket();
    const { body } = await call('GET', '/overview');
    expect(body).toMatchObject({ waiting: 1, open: 1, overdue: 0, parked: 1, undelivered: 0 });
    expect(body.days).toHaveLength(30);
  });
});
