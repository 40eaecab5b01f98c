import { afterEach, describe, expect, it } from '@jest/globals';
import { buildChatBackstage } from '../../support/build-chat-ports.ts';
import { serveChat, type ServedChat } from '../../support/serve-chat.ts';
import { chatLimits } from '../../../webhooks/web-chat/index.ts';

let chat: ServedChat | undefined;
afterEach(() => chat?.stop());

async function openChat(options: Parameters<typeof serveChat>[0] = {}) {
  const served = await serveChat(options);
  chat = served;
  const open = async (token?: string): Promise<string> => {
    const response = await fetch(`${served.url}/webhooks/web-chat/session`, {
      method: 'POST',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    const body: unknown = await response.json();
    return String(Reflect.get(Object(body), 'token'));
  };
  const send = (token: string, body: unknown) =>
    fetch(`${served.url}/webhooks/web-chat/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { ...served, open, send };
}

const failToStore = () => Promise.reject(new Error('the database is away'));

describe('a session of the web chat', () => {
  it('opens with a token and one opening event under an id without the session', async () => {
    const { open, backstage } = await openChat();
    const token = await open();
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(backstage.received).toHaveLength(1);
    const [opening] = backstage.received;
    expect(opening?.content).toEqual({ kind: 'event', name: 'open' });
    expect(opening?.id).toMatch(/^web-chat-e-[0-9a-f]{32}$/);
    expect(opening?.id).not.toContain(opening?.from.userId);
  });

  it('is renewed, not opened anew, when its token comes along', async () => {
    const { open, send, backstage } = await openChat();
    const renewed = await open(await open());
    await send(renewed, { id: 'message-1', text: '你好' });
    expect(backstage.received).toHaveLength(2);
    expect(new Set(backstage.received.map(({ from }) => from.userId)).size).toBe(1);
  });

  it('begins with the scan when a code on a wall led to it', async () => {
    const { url, backstage } = await openChat();
    const scene = 'p:7k2m9q:4t0bwe6r';
    await fetch(`${url}/webhooks/web-chat/session?${new URLSearchParams({ scene }).toString()}`, {
      method: 'POST',
    });
    expect(backstage.received.map(({ content }) => content)).toEqual([
      { kind: 'event', name: 'scan', key: scene },
    ]);
  });

  it('hears of a scan while it runs, once for a repeated request', async () => {
    const { url, open, backstage } = await openChat();
    const authorization = `Bearer ${await open()}`;
    const scan = () =>
      fetch(`${url}/webhooks/web-chat/session?scene=p%3A1%3A2`, {
        method: 'POST',
        headers: { authorization },
      });
    expect([(await scan()).status, (await scan()).status]).toEqual([200, 200]);
    expect(backstage.received.map(({ content }) => content)).toEqual([
      { kind: 'event', name: 'open' },
      { kind: 'event', name: 'scan', key: 'p:1:2' },
    ]);
  });

  it('counts no longer once the person has ended it, with any of its tokens', async () => {
    const { url, open, send } = await openChat();
    const first = await open();
    const second = await open(first);
    const ending = await fetch(`${url}/webhooks/web-chat/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${first}` },
    });
    expect(ending.status).toBe(200);
    expect((await send(first, { id: 'message-1', text: '在吗' })).status).toBe(401);
    expect((await send(second, { id: 'message-1', text: '在吗' })).status).toBe(401);
  });

  it('is not acknowledged when the message could not be stored', async () => {
    const backstage = buildChatBackstage();
    const { url } = await openChat({
      backstage: { ...backstage, ports: { ...backstage.ports, receive: failToStore } },
    });
    const response = await fetch(`${url}/webhooks/web-chat/session`, { method: 'POST' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('database');
  });
});

describe('a message to the web chat', () => {
  it('is handed in once, and a repeat gets the same answer', async () => {
    const { open, send, backstage } = await openChat();
    const token = await open();
    const body = { id: 'message-1', text: '城管收走了我的秤' };
    const answers = await Promise.all([send(token, body), send(token, body)]);
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ id: 'message-1' });
    }
    const texts = backstage.received.filter(({ content }) => content.kind === 'text');
    expect(texts).toHaveLength(1);
    expect(texts[0]?.content).toEqual({ kind: 'text', text: '城管收走了我的秤' });
    expect(texts[0]?.id).not.toContain(texts[0]?.from.userId);
  });

  it('cannot meet a message of another person under the same key', async () => {
    const { open, send, backstage } = await openChat();
    await send(await open(), { id: 'message-1', text: '甲' });
    await send(await open(), { id: 'message-1', text: '乙' });
    const ids = backstage.received.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it.each([
    ['no text', { id: 'message-1' }],
    ['only blanks', { id: 'message-1', text: ' \n ' }],
    ['more than 4000 characters', { id: 'message-1', text: '长'.repeat(4001) }],
    ['a short key', { id: 'm1', text: '你好' }],
    ['a key with a dollar', { id: '$where-this', text: '你好' }],
    ['an object for a key', { id: { $gt: '' }, text: '你好' }],
    ['a field too many', { id: 'message-1', text: '你好', personId: 'x' }],
    ['a list', []],
  ])('is refused with %s', async (_what, body) => {
    const { open, send, backstage } = await openChat();
    const response = await send(await open(), body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'request_invalid' });
    expect(backstage.received).toHaveLength(1);
  });

  it('is refused without a token, with a forged one, and with one in the URL', async () => {
    const { url, open, send } = await openChat();
    const token = await open();
    expect((await send('', { id: 'message-1', text: '你好' })).status).toBe(401);
    expect((await send(`${token}x`, { id: 'message-1', text: '你好' })).status).toBe(401);
    const inUrl = await fetch(`${url}/webhooks/web-chat/messages?token=${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'message-1', text: '你好' }),
    });
    expect(inUrl.status).toBe(401);
  });

  it('waits its turn when one session sends too fast, and is told how long', async () => {
    const { open, send, backstage } = await openChat({
      limits: { ...chatLimits, messagesPerSession: { points: 2, perS: 60 } },
    });
    const token = await open();
    await send(token, { id: 'message-1', text: '一' });
    await send(token, { id: 'message-2', text: '二' });
    const third = await send(token, { id: 'message-3', text: '三' });
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await third.json()).toMatchObject({ code: 'too_many_requests' });
    expect(backstage.received).toHaveLength(3);
  });

  it('is taken from a newcomer however busy the neighbours behind the same address are', async () => {
    const { open, send } = await openChat({
      limits: { ...chatLimits, messagesPerAddress: { points: 1, perS: 60 }, freeMessages: 2 },
    });
    const busy = await open();
    const statuses: number[] = [];
    for (const index of [1, 2, 3, 4]) {
      statuses.push((await send(busy, { id: `message-${index}`, text: '催' })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    const newcomer = await open();
    expect((await send(newcomer, { id: 'message-1', text: '我要投诉' })).status).toBe(200);
  });
});

describe('pages of other sites', () => {
  it('may call when their site is named, and no other may', async () => {
    const { url } = await openChat({ origins: ['https://town.example'] });
    const ask = (origin: string) =>
      fetch(`${url}/webhooks/web-chat/messages`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const named = await ask('https://town.example');
    expect(named.status).toBe(204);
    expect(named.headers.get('access-control-allow-origin')).toBe('https://town.example');
    expect(named.headers.get('access-control-allow-headers')).toContain('Authorization');
    const other = await ask('https://evil.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});
