import { afterEach, describe, expect, it } from '@jest/globals';
import { toTypingTopic } from '../../../bot/index.ts';
import { toEventId } from '../../../webhooks/web-chat/event-id.ts';
import { buildChatBackstage } from '../../support/build-chat-ports.ts';
import { readEvents, type StreamEvent } from '../../support/read-events.ts';
import { serveChat, type ServedChat } from '../../support/serve-chat.ts';
import { waitFor } from '../../support/wait-for.ts';

let chat: ServedChat | undefined;
afterEach(() => chat?.stop());

async function openStream(options: Parameters<typeof serveChat>[0] = {}) {
  const served = await serveChat(options);
  chat = served;
  const session = await fetch(`${served.url}/webhooks/web-chat/session`, { method: 'POST' });
  const token = String(Reflect.get(Object(await session.json()), 'token'));
  const { userId } = served.backstage.received[0]?.from ?? { userId: '' };
  const headers = { authorization: `Bearer ${token}` };
  return {
    ...served,
    token,
    personId: `person-of-${userId}`,
    send: (id: string, text: string) =>
      fetch(`${served.url}/webhooks/web-chat/messages`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ id, text }),
      }),
    follow: (lastEventId = '') =>
      fetch(`${served.url}/webhooks/web-chat/events`, {
        headers: { ...headers, 'last-event-id': lastEventId },
      }),
  };
}

const isCaughtUp = ({ event }: StreamEvent): boolean => event === 'caught-up';
const toLine = (event: StreamEvent | undefined): unknown => JSON.parse(event?.data ?? 'null');

describe('the event stream', () => {
  it('shows both directions from the first line on, numbered, and says when it has caught up', async () => {
    const backstage = buildChatBackstage({
      answer: ({ content }) =>
        content.kind === 'text'
          ? [
              {
                content: { kind: 'text', text: '请问发生了什么？' },
                options: [{ label: '跳过', say: '跳过' }],
              },
            ]
          : [],
    });
    const { personId, send, follow } = await openStream({ backstage });
    await send('message-1', '投诉');
    await new Promise((resolve) => setTimeout(resolve, 60));
    const response = await follow();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const events = readEvents(response);
    expect((await events.next(({ retry }) => retry !== undefined))?.retry).toBe('2000');
    const mine = await events.next();
    expect(mine?.id).toBe(toEventId(personId, 2));
    expect(toLine(mine)).toMatchObject({
      seq: 2,
      id: 'message-1',
      direction: 'in',
      author: 'person',
      kind: 'text',
      text: '投诉',
    });
    expect(toLine(await events.next())).toMatchObject({
      seq: 3,
      direction: 'out',
      author: 'bot',
      text: '请问发生了什么？',
      options: [{ label: '跳过', say: '跳过' }],
    });
    expect(toLine(await events.next())).toEqual({ seq: 3, maxFileMb: 10 });
    await events.stop();
  });

  it('goes on after the last number that the page has', async () => {
    const { backstage, personId, follow } = await openStream();
    for (const index of [1, 2, 3]) {
      backstage.append({
        id: `notice-${index}`,
        conversation: personId,
        content: { kind: 'text', text: `第${index}条` },
      });
    }
    const events = readEvents(await follow(toEventId(personId, 3)));
    expect(toLine(await events.next())).toMatchObject({ seq: 4, text: '第3条' });
    await events.stop();
  });

  it.each([
    ['of another conversation', toEventId('person-of-somebody-else', 3)],
    ['from a page that is older than the conversation in it', '3'],
  ])('begins at the start for a number %s', async (_, lastEventId) => {
    const { backstage, personId, follow } = await openStream();
    const content = { kind: 'text', text: '已受理' } as const;
    backstage.append({ id: 'notice-1', conversation: personId, content });
    const events = readEvents(await follow(lastEventId));
    expect(toLine(await events.next())).toMatchObject({ seq: 2, text: '已受理' });
    await events.stop();
  });

  it('moves over at the first bell once its person became another, whatever this process remembers', async () => {
    const { backstage, personId, follow } = await openStream({ heartbeatMs: 600_000 });
    const events = readEvents(await follow());
    await events.next(isCaughtUp);
    backstage.join(personId, 'person-of-both');
    const content = { kind: 'text', text: '已绑定' } as const;
    backstage.append({ id: 'message-1-r0', conversation: 'person-of-both', content });
    backstage.announce(personId);
    expect(await events.next()).toBeUndefined();
    const next = readEvents(await follow(toEventId(personId, 1)));
    expect(toLine(await next.next())).toMatchObject({ seq: 1, text: '已绑定' });
    await next.stop();
  });

  it('never loses or doubles a line, however many bells ring while lines come in', async () => {
    const { backstage, personId, follow } = await openStream();
    const events = readEvents(await follow());
    await events.next(isCaughtUp);
    const count = 250;
    for (let index = 1; index <= count; index += 1) {
      backstage.append({
        id: `notice-${index}`,
        conversation: personId,
        content: { kind: 'text', text: String(index) },
      });
      for (let ring = 0; ring < index % 4; ring += 1) backstage.announce(personId);
      if (index % 20 === 0) await new Promise(setImmediate);
    }
    backstage.announce(personId);
    const texts: unknown[] = [];
    while (texts.length < count) {
      texts.push(Reflect.get(Object(toLine(await events.next())), 'text'));
    }
    expect(texts).toEqual(Array.from({ length: count }, (_, index) => String(index + 1)));
    await events.stop();
  });

  it('finds a line that no bell rang for at its next heartbeat', async () => {
    const { backstage, personId, follow } = await openStream({ heartbeatMs: 40 });
    const events = readEvents(await follow());
    await events.next(isCaughtUp);
    backstage.append({
      id: 'notice-1',
      conversation: personId,
      content: { kind: 'text', text: '已受理' },
    });
    expect((await events.next(({ comment }) => comment !== undefined))?.comment).toBe('');
    expect(toLine(await events.next())).toMatchObject({ text: '已受理' });
    await events.stop();
  });

  it('shows the whole words to their person where the transcript masks a secret', async () => {
    const { backstage, personId, follow } = await openStream();
    backstage.append({
      id: 'notice-1',
      conversation: personId,
      content: { kind: 'text', text: '查询码：••••' },
      personText: '查询码：ABCD-EFGH',
    });
    const events = readEvents(await follow());
    expect(toLine(await events.next())).toMatchObject({ text: '查询码：ABCD-EFGH' });
    await events.stop();
  });

  it('says that staff are typing to this person, and to no other, under no number', async () => {
    const { backstage, personId, follow } = await openStream();
    const events = readEvents(await follow());
    await events.next(isCaughtUp);
    backstage.announce(toTypingTopic('person-of-somebody-else'));
    backstage.announce(toTypingTopic(personId));
    expect(await events.next()).toEqual({ event: 'typing', data: '{}' });
    backstage.append({
      id: 'notice-1',
      conversation: personId,
      content: { kind: 'text', text: '您好' },
    });
    backstage.announce(personId);
    expect(toLine(await events.next())).toMatchObject({ seq: 2, text: '您好' });
    await events.stop();
  });

  it('shows no line of another conversation', async () => {
    const { backstage, follow } = await openStream();
    backstage.append({
      id: 'notice-1',
      conversation: 'person-of-somebody-else',
      content: { kind: 'text', text: '别人的事' },
    });
    const events = readEvents(await follow());
    expect((await events.next(({ data }) => data !== undefined))?.event).toBe('caught-up');
    await events.stop();
  });

  it('ends at once when the session is ended here, however rare the heartbeats', async () => {
    const { url, token, follow } = await openStream({ heartbeatMs: 600_000 });
    const events = readEvents(await follow());
    await events.next(isCaughtUp);
    await fetch(`${url}/webhooks/web-chat/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await events.next()).toBeUndefined();
  });

  it('ends soon after the session was ended', async () => {
    const { url, token, follow } = await openStream({ heartbeatMs: 40 });
    const events = readEvents(await follow());
    await events.next(isCaughtUp);
    await fetch(`${url}/webhooks/web-chat/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await events.next()).toBeUndefined();
    expect((await follow()).status).toBe(401);
  });

  it('is refused without a token and with a Last-Event-ID that is no number', async () => {
    const { url, follow } = await openStream();
    expect((await fetch(`${url}/webhooks/web-chat/events`)).status).toBe(401);
    expect((await follow('{"$gt":0}')).status).toBe(400);
  });

  it('is open a few times a session, and a closed one makes room again', async () => {
    const { follow } = await openStream();
    const streams = [];
    for (let index = 0; index < 6; index += 1) streams.push(readEvents(await follow()));
    expect((await follow()).status).toBe(429);
    await streams[0]?.stop();
    let again: Response | undefined;
    await waitFor(async () => (again = await follow()).status === 200);
    if (again !== undefined) await readEvents(again).stop();
    for (const stream of streams.slice(1)) await stream.stop();
  });
});
