import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { askForPerson, type TranscriptLine } from '../../bot/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { later } from '../support/build-hand-over.ts';

let desk: Desk;
let wang: Call;
let li: Call;

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount({ id: 'a-wang', roles: ['handler'] });
  desk.addAccount({ id: 'a-li', username: 'li', name: '李值班', roles: ['duty_officer'] });
  wang = desk.client(await desk.signIn());
  li = desk.client(await desk.signIn('li'));
});
afterEach(() => desk.stop());

/** Somebody writes to the bot. */
function write(personId: string, text: string): void {
  const seq = desk.data.lines.filter(({ conversation }) => conversation === personId).length + 1;
  const id = `web-chat-m-${personId}-${seq}`;
  const line: TranscriptLine = {
    id,
    conversation: personId,
    seq,
    direction: 'in',
    author: 'person',
    channel: 'web-chat',
    content: { kind: 'text', text },
    at: desk.data.now,
    traceId: id,
  };
  desk.data.lines.push(line);
}

async function wait(personId: string, text: string): Promise<string> {
  const at = desk.data.now;
  const asked = { personId, channel: 'web-chat', messageId: 'm', cause: 'words', at } as const;
  await desk.data.handOvers.save(askForPerson(undefined, asked));
  write(personId, text);
  return `/conversations/${desk.ports.conversations.toId(personId)}`;
}

const say = (call: Call, path: string, text: string, key = randomUUID()) =>
  call('POST', `${path}/messages`, { key, text });
const act = (call: Call, path: string, body: object) => call('POST', `${path}/actions`, body);

describe('conversations at the desk', () => {
  test('are listed as they stand, waiting with since when, and hold no person', async () => {
    await wait('p-one', '我要找人问罚款');
    write('p-two', '你好');
    const { body, text } = await wang('GET', '/conversations');
    expect(body.items).toMatchObject([
      { hands: 'waiting', preview: '我要找人问罚款', unread: 1, cause: 'words' },
      { hands: 'bot', preview: '你好', unread: 0 },
    ]);
    expect(body.figures).toMatchObject({ waiting: 1, served: 0 });
    expect(body.colleagues).toEqual([{ id: 'a-li', name: '李值班' }]);
    expect(text).not.toContain('p-one');
  });

  test('are taken by one: the other is refused and sees who has it', async () => {
    const path = await wait('p-one', '有人吗');
    const [first, second] = await Promise.all([
      act(wang, path, { action: 'take' }),
      act(li, path, { action: 'take' }),
    ]);
    expect(new Set([first.status, second.status])).toEqual(new Set([200, 409]));
    const loser = first.status === 409 ? wang : li;
    const { body } = await loser('GET', path);
    expect(body).toMatchObject({ hands: 'person', isMine: false, canSay: false });
    expect((await say(loser, path, '我来')).body.code).toBe('conversation_not_yours');
  });

  test('carry what the owner types once, however often it is sent, and show how far it came', async () => {
    const path = await wait('p-one', '有人吗');
    await act(wang, path, { action: 'take' });
    const key = randomUUID();
    await say(wang, path, '您好，我是王受理。', key);
    const { body } = await say(wang, path, '您好，我是王受理。', key);
    expect(body.pending).toMatchObject([
      { text: '您好，我是王受理。', delivery: { state: 'waiting' } },
    ]);
    const rows = desk.data.rows.filter(({ kind }) => kind === 'staff_reply');
    expect(rows).toMatchObject([{ personId: 'p-one', channel: 'web-chat' }]);
    expect(desk.data.rings).toContainEqual({ kind: 'deliver', id: 'p-one' });
  });

  test('are read by nobody without an entry in the audit', async () => {
    const path = await wait('p-one', '有人吗');
    await wang('GET', path);
    await wang('GET', path);
    const read = desk.data.audit.filter(({ action }) => action === 'conversation.read');
    expect(read).toMatchObject([{ accountId: 'a-wang', object: path.split('/').at(-1) }]);
    desk.addAccount({ username: 'shen', roles: ['legal_reviewer'] });
    const reviewer = desk.client(await desk.signIn('shen'));
    expect((await reviewer('GET', path)).status).toBe(403);
    expect((await reviewer('GET', '/conversations')).status).toBe(403);
  });

  test('passed on reach the colleague with a summary made from what is stored, and the note', async () => {
    const path = await wait('p-one', '被罚了五千，没给收据');
    desk.data.drafts.set('p-one', {
      kind: 'complaint',
      known: [{ slot: 'actingUnit', text: '某街道执法队' }],
      open: ['time', 'demand'],
      asking: 'time',
      canFile: true,
      facts: {},
      messageIds: [],
    });
    desk.data.now = later(desk.data.now, 4);
    await act(wang, path, { action: 'take' });
    await act(wang, path, { action: 'pass', to: 'a-li', note: '等他发收据照片' });
    const { body } = await li('GET', path);
    expect(body).toMatchObject({ isMine: true, canSay: true });
    expect(body.steps.at(-1)).toMatchObject({
      kind: 'passed',
      by: '王受理',
      to: '李值班',
      note: '等他发收据照片',
      summary: {
        waitedS: 240,
        asked: '被罚了五千，没给收据',
        known: [{ slot: 'actingUnit', text: '某街道执法队' }],
        open: ['time', 'demand'],
        said: { person: 1, staff: 0 },
      },
    });
  });

  test('become a ticket of the person, with the exchange; the code goes to the person alone', async () => {
    const path = await wait('p-one', '被罚了五千，没给收据');
    await act(wang, path, { action: 'take' });
    const form = { key: randomUUID(), kind: 'complaint', openness: 'confidential' };
    const body = { ...form, facts: { story: '罚款五千没有收据' } };
    expect((await li('POST', `${path}/tickets`, body)).body.code).toBe('conversation_not_yours');
    const filed = await wang('POST', `${path}/tickets`, body);
    expect((await wang('POST', `${path}/tickets`, body)).body).toEqual(filed.body);
    const [ticket, ...more] = await desk.listTickets();
    expect(more).toEqual([]);
    expect(ticket).toMatchObject({ number: filed.body.number, personId: 'p-one' });
    expect(desk.data.lines[0]?.ticketId).toBe(ticket?.id);
    expect(Object.keys(filed.body)).toEqual(['number']);
    const told = desk.data.rows.find(({ reply }) => reply.key === 'conversation.filed.complaint');
    expect(told?.reply.secrets?.['code']).toMatch(/^[\dA-Z-]{16,}$/);
  });

  test('about an anonymous ticket show no other ticket, and others never show it', async () => {
    const named = await desk.fileTicket({ personId: 'p-one' });
    const anonymous = await desk.fileTicket({ personId: 'p-one', openness: 'anonymous' });
    const path = await wait('p-one', '有人吗');
    const numbers = async () =>
      (await wang('GET', path)).body.tickets.map(({ number }: { number: string }) => number);
    expect(await numbers()).toEqual([named.number]);
    await wang('POST', `/tickets/${anonymous.number}/conversation`);
    expect(await numbers()).toEqual([anonymous.number]);
  });

  test('tell the middle wait of the day', async () => {
    for (const [index, minutes] of [2, 4, 30].entries()) {
      const path = await wait(`p-${index}`, '有人吗');
      const asked = desk.data.now;
      desk.data.now = later(asked, minutes);
      await act(wang, path, { action: 'take' });
      desk.data.now = asked;
    }
    desk.data.now = later(desk.data.now, 40);
    const { figures } = (await wang('GET', '/conversations')).body;
    expect(figures).toMatchObject({ medianWaitS: 240, longestWaitS: 1800, served: 3 });
    expect(figures.hours[0]).toMatchObject({ hour: 10, count: 3 });
  });

  test('ask for a draft only when there is one to file', async () => {
    const path = await wait('p-one', '有人吗');
    await act(wang, path, { action: 'take' });
    const { body } = await act(wang, path, { action: 'ask_draft' });
    expect(body.code).toBe('conversation_no_draft');
  });
});
