import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { InboundMessage } from '../../../bot/index.ts';
import { createApp } from '../../../platform/http/index.ts';
import { createIntakeChannel, createIntakeRouter } from '../../../webhooks/intake/index.ts';
import { sign } from '../../../webhooks/intake/verify.ts';
import { buildLog } from '../../support/build-log.ts';
import { listenApp } from '../../support/listen-app.ts';

const secret = 'a-secret-of-the-hotline';
const keys = new Map([['hotline-12345', secret]]);
const now = new Date('2026-03-02T01:00:00Z');

const buildChannel = (callbacks: ReadonlyMap<string, string>) =>
  createIntakeChannel({ keys, callbacks, fetch, now: () => now });

let inbox: Map<string, InboundMessage>;
let reporters: { readonly userId: string; readonly phone?: string }[];
let server: Awaited<ReturnType<typeof listenApp>>;

beforeEach(async () => {
  inbox = new Map();
  reporters = [];
  const { log } = buildLog();
  const app = createApp({ log });
  const router = createIntakeRouter({
    keys,
    now: () => now,
    hash: (...parts) => parts.join('~').length.toString(16).padStart(8, '0') + parts.at(-1),
    findStored: async (id) => inbox.get(id)?.content,
    saveReporter: async ({ userId }, reporter) => void reporters.push({ userId, ...reporter }),
    async receive(message) {
      const isNew = !inbox.has(message.id);
      if (isNew) inbox.set(message.id, message);
      return { isNew, personId: 'p', waitForAnswer: async () => undefined };
    },
  });
  app.use(router.routes());
  server = await listenApp(app);
});
afterEach(() => server.stop());

const buildCase = (externalId: string, more: object = {}) => ({
  externalId,
  story: '镇里的执法队没有亮证就罚款',
  actingUnit: '某镇综合执法队',
  ...more,
});

function post(body: unknown, changed: { source?: string; signature?: string; at?: Date } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { source = 'hotline-12345', signature = sign(text, secret), at = now } = changed;
  return server.fetch(`/webhooks/intake/${source}`, {
    method: 'POST',
    body: text,
    headers: {
      'x-signature': signature,
      'x-timestamp': String(Math.floor(at.getTime() / 1000)),
    },
  });
}

describe('matters from another system', () => {
  it('are stored as they came, who reported apart', async () => {
    const reporter = { name: '李某', phone: '13800000000' };
    const response = await post(buildCase('A-1', { reporter }));
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ items: [{ externalId: 'A-1', result: 'taken' }] });
    expect([...inbox.values()]).toMatchObject([
      {
        from: { channel: 'intake', userId: 'hotline-12345:A-1' },
        content: {
          kind: 'case',
          matter: { kind: 'complaint', openness: 'confidential', facts: buildFacts() },
        },
      },
    ]);
    expect(JSON.stringify([...inbox.values()])).not.toContain('13800000000');
    expect(reporters).toEqual([{ userId: 'hotline-12345:A-1', ...reporter }]);
  });

  it('are stored once, however often they are sent', async () => {
    await post(buildCase('A-1'));
    const again = await post(buildCase('A-1'));
    expect(await again.json()).toEqual({ items: [{ externalId: 'A-1', result: 'known' }] });
    expect(inbox.size).toBe(1);
  });

  it('with other words under a number that was used are refused, and change nobody’s contact', async () => {
    const reporter = { name: '李某', phone: '13800000000' };
    await post(buildCase('A-1', { reporter }));
    const other = buildCase('A-1', { story: '另一件事', reporter: { phone: '13911111111' } });
    const answer = JSON.parse(await (await post([other, buildCase('A-2')])).text());
    expect(answer.items).toEqual([
      {
        externalId: 'A-1',
        result: 'refused',
        fields: [{ path: 'externalId', rule: 'used_before' }],
      },
      { externalId: 'A-2', result: 'taken' },
    ]);
    expect(reporters).toEqual([{ userId: 'hotline-12345:A-1', ...reporter }]);
  });

  it('come in batches, a bad one keeping no good one back', async () => {
    const items = [buildCase('A-1'), { externalId: 'A-2' }, buildCase('A-3'), 7];
    const response = await post({ items });
    expect(response.status).toBe(202);
    const answer = JSON.parse(await response.text());
    expect(answer.items.map((item: { result: string }) => item.result)).toEqual([
      'taken',
      'refused',
      'taken',
      'refused',
    ]);
    expect(answer.items[1]).toMatchObject({ externalId: 'A-2', fields: [{ path: 'story' }] });
    expect(inbox.size).toBe(2);
  });

  it('keep nothing of a reporter who is to stay unnamed', async () => {
    await post(buildCase('A-1', { openness: 'anonymous', reporter: { phone: '13800000000' } }));
    expect(inbox.size).toBe(1);
    expect(reporters).toEqual([]);
  });

  it.each([
    ['a wrong signature', buildCase('A-1'), { signature: 'ab'.repeat(32) }, 401],
    ['no signature', buildCase('A-1'), { signature: '' }, 401],
    ['an unknown system', buildCase('A-1'), { source: 'stranger' }, 401],
    [
      'a request from an hour ago',
      buildCase('A-1'),
      { at: new Date(now.getTime() - 3600_000) },
      401,
    ],
    ['no JSON', 'not json', {}, 400],
    ['neither a matter nor a batch', { hello: 1 }, {}, 400],
    ['nothing but bad items', [{ externalId: 'A-1' }], {}, 400],
    ['a batch of 501', Array.from({ length: 501 }, (_, at) => buildCase(`A-${at}`)), {}, 400],
  ])('refuse %s and store nothing', async (_, body, changed, status) => {
    const response = await post(body, changed);
    expect(response.status).toBe(status);
    expect(inbox.size).toBe(0);
  });
});

function buildFacts() {
  const { externalId: _, ...facts } = buildCase('A-1');
  return facts;
}

describe('the answer to another system', () => {
  let requests: { readonly body: string; readonly headers: Record<string, unknown> }[];
  let status: number;
  let other: Server;
  let url: string;

  beforeEach(async () => {
    requests = [];
    status = 200;
    other = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        requests.push({ body, headers: request.headers });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}/duxin` : '';
  });
  afterEach(() => new Promise<void>((resolve) => void other.close(() => resolve())));

  it('goes to the address in the settings, signed, under a key that a repeat keeps', async () => {
    const channel = buildChannel(new Map([['hotline-12345', url]]));
    await channel.send('hotline-12345:A:1', { text: '已受理' }, 'row-1');
    const [request] = requests;
    expect(JSON.parse(request?.body ?? '')).toEqual({
      externalId: 'A:1',
      id: 'row-1',
      text: '已受理',
      at: now.toISOString(),
    });
    expect(request?.headers['x-signature']).toBe(sign(request?.body ?? '', secret));
  });

  it.each([
    [401, 'channel_down'],
    [404, 'refused'],
    [408, 'busy'],
    [429, 'busy'],
    [500, 'unreachable'],
  ])('that gets %s is %s', async (answered, code) => {
    status = answered;
    const channel = buildChannel(new Map([['hotline-12345', url]]));
    await expect(channel.send('hotline-12345:A', { text: 'x' }, 'r')).rejects.toMatchObject({
      code,
    });
  });

  it('waits where the system has no address, or nobody answers there', async () => {
    const nobody = buildChannel(new Map());
    await expect(nobody.send('hotline-12345:A', { text: 'x' }, 'r')).rejects.toMatchObject({
      code: 'window_closed',
    });
    const deaf = buildChannel(new Map([['hotline-12345', 'http://127.0.0.1:9/']]));
    await expect(deaf.send('hotline-12345:A', { text: 'x' }, 'r')).rejects.toMatchObject({
      code: 'unreachable',
    });
  });
});
