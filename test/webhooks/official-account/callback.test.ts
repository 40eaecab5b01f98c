import { afterEach, describe, expect, it } from '@jest/globals';
import type { Receive } from '../../../bot/index.ts';
import {
  buildCallback,
  buildEventFields,
  buildImageFields,
  buildTextFields,
  openReply,
  postCallback,
  readReplyText,
  testAccount,
} from '../../support/build-callback.ts';
import { cryptoPeers, signQuery } from '../../support/crypto-peers.ts';
import {
  type Answer,
  buildReceive,
  serveOfficialAccount,
} from '../../support/serve-official-account.ts';
import type { OfficialAccountOptions } from '../../../webhooks/official-account/index.ts';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => stop?.());

async function serve(answer?: Answer, options?: Partial<OfficialAccountOptions>) {
  const walk = buildReceive(answer);
  const server = await serveOfficialAccount(walk.receive, options);
  stop = server.stop;
  return { ...walk, ...server, post: postCallback.bind(undefined, server.url) };
}

async function serveReceive(receive: Receive, options?: Partial<OfficialAccountOptions>) {
  const server = await serveOfficialAccount(receive, options);
  stop = server.stop;
  return { ...server, post: postCallback.bind(undefined, server.url) };
}

function buildUrlCheck(echostr: string): string {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = signQuery(testAccount.token, timestamp, 'n1');
  return new URLSearchParams({ signature, timestamp, nonce: 'n1', echostr }).toString();
}

describe('the URL check', () => {
  it('gives the echostr back as plain text', async () => {
    const { fetch } = await serve();
    const response = await fetch(
      `/webhooks/official-account?${buildUrlCheck('5837397576500011341')}`,
    );
    expect(await response.text()).toBe('5837397576500011341');
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('gives nothing back under a wrong signature', async () => {
    const { fetch } = await serve();
    const query = buildUrlCheck('<script>alert(1)</script>').replace(/signature=\w/, 'signature=x');
    const response = await fetch(`/webhooks/official-account?${query}`);
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('');
  });
});

describe.each(cryptoPeers)('messages encrypted by $name', (peer) => {
  it('are handed to the walk and answered in an encrypted reply', async () => {
    const { post, handled } = await serve(({ content }) => `收到 ${content.kind}`);
    const response = await post(buildCallback(buildTextFields(), { peer }));
    expect(response.headers.get('content-type')).toContain('application/xml');
    const body = await response.text();
    expect(openReply(body, { peer })).toContain('<MsgType><![CDATA[text]]></MsgType>');
    expect(readReplyText(body)).toBe('收到 text');
    expect(handled).toMatchObject([{ content: { kind: 'text', text: '你好' } }]);
  });

  it.each([
    ['a picture', buildImageFields(), 'image'],
    ['an event', buildEventFields('subscribe'), 'event'],
    ['an unknown type', buildTextFields({ MsgType: 'hologram' }), 'unsupported'],
  ])('can be %s', async (_, fields, kind) => {
    const { post, handled } = await serve();
    const response = await post(buildCallback(fields, { peer }));
    expect(await response.text()).toBe('success');
    expect(handled).toMatchObject([{ content: { kind } }]);
  });
});

describe('answers', () => {
  it('are `success` when there is nothing to say', async () => {
    const { post, confirmed } = await serve();
    const response = await post(buildCallback(buildTextFields()));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('success');
    expect(confirmed).toEqual([]);
  });

  it('are `success` for events that end at the edge', async () => {
    const { post, handled } = await serve(() => 'never said');
    const response = await post(buildCallback(buildEventFields('LOCATION', { Latitude: '23.1' })));
    expect(await response.text()).toBe('success');
    expect(handled).toEqual([]);
  });

  it('are confirmed once they were written', async () => {
    const { post, confirmed, handled } = await serve(() => '好');
    await (await post(buildCallback(buildTextFields()))).text();
    expect(confirmed).toEqual(handled.map(({ id }) => id));
  });

  it('go to the sender, from the account', async () => {
    const { post } = await serve(() => '好');
    const reply = openReply(await (await post(buildCallback(buildTextFields()))).text());
    expect(reply).toContain('<ToUserName><![CDATA[oTestPerson0000000000000001]]></ToUserName>');
    expect(reply).toContain(`<FromUserName><![CDATA[${testAccount.originalId}]]></FromUserName>`);
  });

  it('cannot break out of their element', async () => {
    const words = 'a]]></Content><MsgType>image</MsgType>\u0000\u0008b';
    const { post } = await serve(() => words);
    const body = await (await post(buildCallback(buildTextFields()))).text();
    expect(readReplyText(body)).toBe('a]]></Content><MsgType>image</MsgType>b');
    expect(openReply(body).replaceAll(/<!\[CDATA\[.*?\]\]>/gs, '')).not.toContain('image');
  });

  it('of more than 2,047 bytes are left to the push, whole', async () => {
    const { post, confirmed } = await serve(() => '督'.repeat(683));
    expect(await (await post(buildCallback(buildTextFields()))).text()).toBe('success');
    expect(confirmed).toEqual([]);
  });

  it('of 2,047 bytes still go out at once', async () => {
    const words = `${'督'.repeat(682)}a`;
    const { post } = await serve(() => words);
    const body = await (await post(buildCallback(buildTextFields()))).text();
    expect(readReplyText(body)).toBe(words);
  });

  it('are sealed under the previous key while WeChat still uses it', async () => {
    const previous = { ...testAccount, aesKey: 'PreviousKeyPreviousKeyPreviousKeyPreviousKE' };
    const { post } = await serve(() => '好', {
      aesKeys: [testAccount.aesKey, previous.aesKey],
    });
    const old = await post(buildCallback(buildTextFields(), { account: previous }));
    expect(openReply(await old.text(), { account: previous })).toContain('好');
    const current = await post(buildCallback(buildTextFields()));
    expect(openReply(await current.text())).toContain('好');
  });
});

describe('when the walk is slow or fails', () => {
  it('waits no longer than the budget says', async () => {
    const budgets: number[] = [];
    const { post } = await serveReceive(
      async () => ({
        isNew: true,
        personId: 'p1',
        waitForAnswer: async (budgetMs) => {
          budgets.push(budgetMs);
          return undefined;
        },
      }),
      { passiveReplyMs: 300 },
    );
    expect(await (await post(buildCallback(buildTextFields()))).text()).toBe('success');
    expect(budgets[0]).toBeGreaterThan(0);
    expect(budgets[0]).toBeLessThanOrEqual(300);
  });

  it('answers before WeChat hangs up even if the walk overruns its budget', async () => {
    const start = new Date();
    const times = [start, new Date(start.getTime() + 4_650)];
    const { post } = await serveReceive(
      async () => ({ isNew: true, personId: 'p1', waitForAnswer: () => new Promise(() => {}) }),
      // Arrived, then checked; from then on 4,650 ms have passed.
      { now: () => (times.length > 1 ? (times.shift() ?? start) : (times[0] ?? start)) },
    );
    expect(await (await post(buildCallback(buildTextFields()))).text()).toBe('success');
  });

  it('answers `success` when the walk throws after the message was stored', async () => {
    const { post, logText } = await serve(() => {
      throw new Error('canary 13800000000');
    });
    const response = await post(buildCallback(buildTextFields()));
    expect(await response.text()).toBe('success');
    expect(logText()).toContain('passive answer failed');
    expect(logText()).not.toContain('13800000000');
  });

  it('answers 503 and never `success` when the message could not be stored', async () => {
    const { post, logText } = await serveReceive(async () => {
      throw new Error('canary 13800000000');
    });
    const response = await post(buildCallback(buildTextFields()));
    expect(response.status).toBe(503);
    const body = await response.text();
    expect(body).toContain('message_not_stored');
    expect(body).not.toContain('success');
    expect(body + logText()).not.toMatch(/13800000000|oTestPerson/);
  });
});

describe('retries', () => {
  it('of one message get the same stored answer, twenty at a time, from one run', async () => {
    let runs = 0;
    const { post } = await serve(() => `第${(runs += 1)}次`);
    const callback = buildCallback(buildTextFields());
    const bodies = await Promise.all(
      Array.from({ length: 20 }, async () => (await post(callback)).text()),
    );
    expect(new Set(bodies.map(readReplyText))).toEqual(new Set(['第1次']));
  });

  it('of an event without MsgId are known again, and two events of one second are both handled', async () => {
    const { post, handled } = await serve();
    const at = { CreateTime: Math.floor(Date.now() / 1000) };
    const tap = buildEventFields('CLICK', { ...at, EventKey: 'a' });
    await post(buildCallback(tap));
    await post(buildCallback(tap));
    await post(buildCallback(buildEventFields('CLICK', { ...at, EventKey: 'b' })));
    expect(handled.map(({ content }) => content)).toEqual([
      { kind: 'event', name: 'menu', key: 'a' },
      { kind: 'event', name: 'menu', key: 'b' },
    ]);
  });
});

describe('the account that messages are for', () => {
  const other = { ...testAccount, originalId: 'gh_other' };
  const toOther = () =>
    buildCallback(buildTextFields({ ToUserName: 'gh_other' }), { account: other });

  it('is learnt from the first valid message, told once, then required', async () => {
    const learnt: string[] = [];
    const { post } = await serve(undefined, { onOriginalId: (id) => void learnt.push(id) });
    expect((await post(buildCallback(buildTextFields()))).status).toBe(200);
    expect((await post(buildCallback(buildTextFields()))).status).toBe(200);
    expect((await post(toOther())).status).toBe(403);
    expect(learnt).toEqual([testAccount.originalId]);
  });

  it('is required from the start when it is configured', async () => {
    const { post, handled } = await serve(undefined, { originalId: testAccount.originalId });
    expect((await post(toOther())).status).toBe(403);
    expect(handled).toEqual([]);
  });
});
