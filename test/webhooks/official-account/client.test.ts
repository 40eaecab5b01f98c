import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createOfficialAccountChannel,
  createOfficialAccountClient,
} from '../../../webhooks/official-account/index.ts';
import { type FakeWechat, startFakeWechat } from '../../support/fake-wechat.ts';

const account = { appId: 'wx0123456789abcdef', appSecret: 'app-secret' };
const person = 'oTestPerson0000000000000001';

let time: Date;
let wechat: FakeWechat;

beforeEach(async () => {
  time = new Date('2026-03-01T08:00:00Z');
  wechat = await startFakeWechat({ ...account, now: () => time, enforceQuota: true });
  wechat.noteMessage(person);
});
afterEach(() => wechat.stop());

const fetchNamed = async (url: string) => ({ bytes: Buffer.from(url) });

function buildClient(options = {}) {
  const reach = { apiBase: wechat.url, fetch, fetchNamed, now: () => time };
  return createOfficialAccountClient({ ...account, ...reach, ...options });
}

function buildChannel(options = {}) {
  return createOfficialAccountChannel({ client: buildClient(options), now: () => time });
}

function wait(ms: number) {
  time = new Date(time.getTime() + ms);
}

describe('pushing', () => {
  it('sends the words as a customer-service text and says when', async () => {
    const receipt = await buildChannel().send(person, { text: '您好 😀 "引号"' }, 'k1');
    expect(wechat.sent).toEqual([{ touser: person, text: '您好 😀 "引号"' }]);
    expect(receipt).toEqual({ at: time });
  });

  it('writes options as numbered lines at the end', async () => {
    const options = [
      { label: '投诉', say: '投诉' },
      { label: '咨询', say: '咨询' },
    ];
    await buildChannel().send(person, { text: '请选择', options }, 'k1');
    expect(wechat.sentTo(person)).toEqual(['请选择\n\n1. 投诉\n2. 咨询']);
  });

  it('splits a long text, in order', async () => {
    const text = '督办件。'.repeat(400);
    await buildChannel().send(person, { text }, 'k1');
    expect(wechat.sentTo(person).join('')).toBe(text);
    expect(wechat.sent).toHaveLength(3);
  });

  it('marks what a model made, in every part, and nothing else', async () => {
    const channel = buildChannel();
    await channel.send(person, { text: '督办件。'.repeat(400), isAi: true }, 'k1');
    await channel.send(person, { text: '好' }, 'k2');
    expect(wechat.sent.map(({ isAi }) => isAi ?? false)).toEqual([true, true, true, false]);
  });

  it('goes on with the part that failed when it is tried again', async () => {
    const text = '督办件。'.repeat(400);
    let calls = 0;
    const channel = buildChannel({
      fetch: async (url: string, init: RequestInit) => {
        calls += 1;
        // The token, the first part, and then the line breaks.
        if (calls === 3) throw new TypeError('fetch failed');
        return fetch(url, init);
      },
    });
    await expect(channel.send(person, { text }, 'k1')).rejects.toMatchObject({
      code: 'unreachable',
    });
    await channel.send(person, { text }, 'k1');
    expect(wechat.sentTo(person).join('')).toBe(text);
  });
});

describe('the access token', () => {
  it('is fetched once for many sends at once', async () => {
    const client = buildClient();
    await Promise.all(Array.from({ length: 5 }, () => client.sendText(person, '好')));
    expect(wechat.countTokenRequests()).toBe(1);
    expect(wechat.sent).toHaveLength(5);
  });

  it('is kept until five minutes before its end', async () => {
    const client = buildClient();
    await client.sendText(person, '好');
    wait(6_899_000);
    wechat.noteMessage(person);
    await client.sendText(person, '好');
    expect(wechat.countTokenRequests()).toBe(1);
    wait(2_000);
    await client.sendText(person, '好');
    expect(wechat.countTokenRequests()).toBe(2);
  });

  it('is refreshed once in a storm of refusals, and every send gets through', async () => {
    const client = buildClient();
    await client.sendText(person, '好');
    wechat.revokeTokens();
    wechat.noteMessage(person);
    await Promise.all(Array.from({ length: 5 }, () => client.sendText(person, '好')));
    expect(wechat.countTokenRequests()).toBe(2);
    expect(wechat.sent).toHaveLength(6);
  });

  it.each([40001, 40014, 42001])(
    'is tried only twice when %i will not go away',
    async (errcode) => {
      wechat.misbehave(errcode, { times: 5, path: '/cgi-bin/message/custom/send' });
      await expect(buildClient().sendText(person, '好')).rejects.toMatchObject({
        code: 'busy',
        detail: String(errcode),
      });
      expect(wechat.calls.filter((path) => path.endsWith('send'))).toHaveLength(2);
    },
  );

  it('that is refused for a wrong secret takes the channel down', async () => {
    const client = buildClient({ appSecret: 'wrong' });
    await expect(client.sendText(person, '好')).rejects.toMatchObject({
      code: 'channel_down',
      detail: '40125',
    });
    await expect(buildClient({ appId: 'wx1' }).sendText(person, '好')).rejects.toMatchObject({
      code: 'channel_down',
      detail: '40013',
    });
  });

  it('is asked for again after a failed try', async () => {
    const client = buildClient();
    wechat.misbehave('http_502', { path: '/cgi-bin/stable_token' });
    await expect(client.sendText(person, '好')).rejects.toMatchObject({ code: 'unreachable' });
    await client.sendText(person, '好');
    expect(wechat.sent).toHaveLength(1);
  });
});

describe('refusals', () => {
  it.each([
    [-1, 'busy'],
    [45011, 'busy'],
    [45009, 'busy'],
    [45015, 'window_closed'],
    [45047, 'window_closed'],
    [40003, 'blocked'],
    [43004, 'blocked'],
    [43019, 'blocked'],
    [48002, 'blocked'],
    [43101, 'blocked'],
    [50005, 'blocked'],
    [40013, 'channel_down'],
    [40125, 'channel_down'],
    [40164, 'channel_down'],
    [40243, 'channel_down'],
    [48001, 'channel_down'],
    [48004, 'channel_down'],
    [50002, 'channel_down'],
    [50007, 'channel_down'],
    [40033, 'refused'],
    [45002, 'refused'],
    [47001, 'refused'],
    [99999, 'refused'],
  ])('with %i mean %s', async (errcode, code) => {
    wechat.misbehave(errcode, { path: '/cgi-bin/message/custom/send' });
    await expect(buildClient().sendText(person, '好')).rejects.toMatchObject({
      code,
      detail: String(errcode),
    });
  });

  it('come from the real rules too: five in 48 hours, then no more', async () => {
    const client = buildClient();
    for (let count = 0; count < 5; count += 1) await client.sendText(person, '好');
    await expect(client.sendText(person, '好')).rejects.toMatchObject({ detail: '45047' });
    wait(48 * 3_600_000 + 1);
    await expect(client.sendText(person, '好')).rejects.toMatchObject({ detail: '45015' });
    wechat.noteMenu(person);
    await client.sendText(person, '好');
    wechat.unfollow(person);
    await expect(client.sendText(person, '好')).rejects.toMatchObject({ code: 'blocked' });
  });

  it.each(['http_502', 'garbage', 'drop_after_accepting'] as const)(
    'by %s are worth another try',
    async (how) => {
      const client = buildClient();
      wechat.misbehave(how, { path: '/cgi-bin/message/custom/send' });
      await expect(client.sendText(person, '好')).rejects.toMatchObject({ code: 'unreachable' });
    },
  );

  it('by a dead line name the line, never the address with its token', async () => {
    const client = buildClient();
    await client.sendText(person, '好');
    await wechat.stop();
    const error: unknown = await client.sendText(person, '好').catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'unreachable',
      detail: expect.stringMatching(/^(ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET)$/),
    });
    expect(error).not.toHaveProperty('cause');
    wechat = await startFakeWechat(account);
  });

  it('by silence end with the time-out', async () => {
    const timedOut = buildClient({
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(50) }),
    });
    wechat.misbehave('hang');
    await expect(timedOut.sendText(person, '好')).rejects.toMatchObject({
      code: 'unreachable',
      detail: 'TimeoutError',
    });
  });
});

describe('media', () => {
  it('comes as it was sent, with its type', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
    wechat.addMedia('m1', bytes, 'image/jpeg');
    expect(await buildClient().getMedia('m1')).toEqual({ bytes, mimeType: 'image/jpeg' });
  });

  it('that is unknown is refused, though the status is 200', async () => {
    await expect(buildClient().getMedia('gone')).rejects.toMatchObject({
      code: 'refused',
      detail: '40007',
    });
  });

  it('is fetched again with a fresh token', async () => {
    const client = buildClient();
    wechat.addMedia('m1', Buffer.from('x'), 'image/png');
    await client.getMedia('m1');
    wechat.revokeTokens();
    expect((await client.getMedia('m1')).bytes.toString()).toBe('x');
  });

  it('that is a video is fetched by the address in the answer', async () => {
    wechat.addVideo('v1', 'https://mp.weixin.qq.com/video?id=1');
    const { bytes } = await buildClient().getMedia('v1');
    expect(bytes.toString()).toBe('https://mp.weixin.qq.com/video?id=1');
  });

  it('above the cap is refused', async () => {
    wechat.addMedia('big', Buffer.alloc(21 * 1024 * 1024), 'video/mp4');
    await expect(buildClient().getMedia('big')).rejects.toMatchObject({
      code: 'refused',
      detail: 'media_too_large',
    });
  });
});

describe('a permanent code', () => {
  it('is made for a scene, as often as asked the same', async () => {
    const client = buildClient();
    const url = await client.createPermanentCode('p:7k2m9q:4t0bwe6r');
    expect(url).toMatch(/^http:\/\/weixin\.qq\.com\/q\//);
    await expect(client.createPermanentCode('p:7k2m9q:4t0bwe6r')).resolves.toBe(url);
    expect([...wechat.codes]).toEqual(['p:7k2m9q:4t0bwe6r']);
  });

  it('is refused for a scene that is too long, and beyond the number of the account', async () => {
    const client = buildClient();
    await expect(client.createPermanentCode('x'.repeat(65))).rejects.toMatchObject({
      code: 'refused',
      detail: '40053',
    });
    const full = await startFakeWechat({ ...account, now: () => time, maxCodes: 0 });
    await expect(
      buildClient({ apiBase: full.url }).createPermanentCode('p:1'),
    ).rejects.toMatchObject({ code: 'refused', detail: '45029' });
    await full.stop();
  });

  it('is asked for once more when the token has gone stale', async () => {
    const client = buildClient();
    await client.createPermanentCode('p:1');
    wechat.revokeTokens();
    await expect(client.createPermanentCode('p:2')).resolves.toContain('weixin.qq.com');
  });
});
