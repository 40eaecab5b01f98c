import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { InboxRow } from '../../bot/index.ts';
import type { Role } from '../../people/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';

let desk: Desk;
let call: Call;
let number: string;

const box = { left: 0.1, top: 0.2, width: 0.3, height: 0.1 };

beforeEach(async () => {
  desk = await buildDesk();
  call = await callAs('handler', ['handler']);
  const ticket = await desk.fileTicket();
  ({ number } = ticket);
  desk.data.evidence.push({
    id: 'f-1',
    personId: 'p-1',
    ticketId: ticket.id,
    channel: 'web-chat',
    receivedAt: desk.data.now,
    name: '语音.amr',
    mimeType: 'audio/amr',
    sizeBytes: 3,
    sha256: 'ab'.repeat(32),
    faults: ['blurred'],
    bytes: Buffer.from([1, 2, 3]),
  });
});
afterEach(() => desk.stop());

async function callAs(username: string, roles: readonly Role[]) {
  desk.addAccount({ username, roles });
  return desk.client(await desk.signIn(username));
}

const listFileActs = () => desk.data.audit.filter(({ action }) => action.startsWith('file.'));

describe('boxes on a picture', () => {
  test('are set by staff, audited first, and shown with the ticket', async () => {
    const { body, status } = await call('POST', '/files/f-1/boxes', { boxes: [box] });
    expect([status, body.boxes]).toEqual([200, [box]]);
    expect(desk.data.audit.at(-1)).toMatchObject({ action: 'file.boxes', object: 'f-1' });
    const ticket = await call('GET', `/tickets/${number}`);
    expect(ticket.body.evidence).toMatchObject([{ id: 'f-1', boxes: [box], faults: ['blurred'] }]);
    expect(ticket.body.canCover).toBe(true);
  });

  test.each([
    ['beyond the picture', { boxes: [{ ...box, left: 1.2 }] }],
    ['without a size', { boxes: [{ ...box, width: 0 }] }],
    ['with more than a box', { boxes: [{ ...box, note: 'face' }] }],
    ['too many', { boxes: Array.from({ length: 101 }, () => box) }],
  ])('%s are refused', async (_, body) => {
    expect((await call('POST', '/files/f-1/boxes', body)).status).toBe(400);
    expect(listFileActs()).toEqual([]);
  });

  test('are not for whoever only reads, and not on what belongs to no ticket', async () => {
    const reader = await callAs('reader', ['legal_reviewer']);
    expect((await reader('POST', '/files/f-1/boxes', { boxes: [box] })).status).toBe(403);
    expect((await call('POST', '/files/f-none/boxes', { boxes: [box] })).status).toBe(404);
  });
});

describe('the bytes as received', () => {
  test('are a download after an audited reason, of no type that a browser would act on', async () => {
    const answer = await call('POST', '/files/f-1/original', { reason: '核对原件' });
    expect(answer.status).toBe(200);
    const names = ['content-type', 'content-disposition', 'x-content-type-options'];
    expect(names.map((name) => answer.headers.get(name))).toEqual([
      'application/octet-stream',
      'attachment',
      'nosniff',
    ]);
    expect(desk.data.audit.at(-1)).toMatchObject({
      action: 'file.original',
      object: 'f-1',
      reason: '核对原件',
    });
  });

  test('are not opened without a reason, nor by an administrator', async () => {
    expect((await call('POST', '/files/f-1/original', { reason: ' ' })).status).toBe(400);
    const administrator = await callAs('root', ['handler', 'system_admin']);
    const refused = await administrator('POST', '/files/f-1/original', { reason: '看看' });
    expect(refused.status).toBe(403);
    expect((await call('POST', '/files/f-2/original', { reason: '核对' })).status).toBe(404);
    expect(listFileActs()).toEqual([]);
  });
});

function lose(media: 'waiting' | 'failed'): InboxRow {
  const row: InboxRow = {
    id: 'official-account-m-1',
    personId: 'p-1',
    channel: 'official-account',
    arrivedAt: desk.data.now,
    content: { kind: 'image', mediaId: 'secret-media' },
    traceId: 'official-account-m-1',
    status: 'done',
    attempts: 1,
    media,
    mediaAttempts: 104,
    mediaFailure: 'unreachable',
  };
  desk.data.inbox.set(row.id, row);
  return row;
}

describe('media that its platform did not give', () => {
  test('is listed, without address or the platform’s id, and fetched again by hand', async () => {
    const { id } = lose('failed');
    const { body, text } = await call('GET', '/media');
    expect(body.items).toMatchObject([{ id, attempts: 104, failure: 'unreachable' }]);
    expect(text).not.toMatch(/secret-media|p-1"/);
    expect((await call('POST', `/media/${id}/retry`)).body.items).toEqual([]);
    expect(desk.data.rings).toContainEqual({ kind: 'media', id });
    expect(desk.data.audit.at(-1)).toMatchObject({ action: 'media.retry', object: id });
    expect((await call('POST', '/media/none/retry')).status).toBe(404);
  });

  test.each(['waiting', 'failed'] as const)('is shown on its ticket as %s', async (media) => {
    const { id, personId: conversation, channel, arrivedAt: at, traceId } = lose(media);
    desk.data.lines.push({
      id,
      conversation,
      channel,
      at,
      traceId,
      seq: 1,
      direction: 'in',
      author: 'person',
      content: { kind: 'image', fileId: `f-${id}` },
      ticketId: desk.data.evidence[0]?.ticketId ?? '',
    });
    const { body } = await call('GET', `/tickets/${number}`);
    expect(body.lines).toMatchObject([{ kind: 'image', media }]);
  });
});
