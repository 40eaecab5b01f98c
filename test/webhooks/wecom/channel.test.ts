import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Words } from '../../../bot/index.ts';
import {
  createDayLimit,
  createWecomChannel,
  createWecomClient,
} from '../../../webhooks/wecom/index.ts';
import { type FakeWecom, startFakeWecom, testCorp } from '../../support/fake-wecom.ts';

const member = 'li.si';
const send = '/cgi-bin/message/send';
const texts = { news: '有新进展', choose: '请选择', reason: '请选理由', taken: '已收到' };

let time: Date;
let wecom: FakeWecom;

beforeEach(async () => {
  time = new Date('2026-03-01T08:00:00Z');
  wecom = await startFakeWecom({ now: () => time });
});
afterEach(() => wecom.stop());

const wait = (ms: number): void => {
  time = new Date(time.getTime() + ms);
};

const fetchNamed = async (url: string) => ({ bytes: Buffer.from(url) });

function buildClient(options: object = {}) {
  const { corpId, agentId, secret } = testCorp;
  const reach = { apiBase: wecom.url, fetch, fetchNamed, now: () => time };
  return createWecomClient({ corpId, agentId, secret, ...reach, ...options });
}

function buildChannel(options: object = {}, perDay?: number) {
  const dayLimit = createDayLimit(perDay);
  return createWecomChannel({ client: buildClient(options), dayLimit, texts, now: () => time });
}

describe('pushing', () => {
  it('sends the words as a text of the app and says when', async () => {
    const receipt = await buildChannel().send(member, { text: '您好 😀 "引号"' }, 'k1');
    expect(wecom.app.textsTo(member)).toEqual(['您好 😀 "引号"']);
    expect(receipt).toEqual({ at: time, platformId: expect.any(String) });
  });

  it('splits a text of more than 2,048 bytes, in order', async () => {
    const text = '督办件。'.repeat(400);
    await buildChannel().send(member, { text }, 'k1');
    expect(wecom.app.textsTo(member).join('')).toBe(text);
    expect(wecom.app.sent).toHaveLength(3);
  });

  it('has no effect when a row is sent again after a crash, and its own when another row says the same', async () => {
    await buildChannel().send(member, { text: '已收到' }, 'k1');
    await buildChannel().send(member, { text: '已收到' }, 'k1');
    expect(wecom.app.textsTo(member)).toEqual(['已收到']);
    await buildChannel().send(member, { text: '已收到' }, 'k2');
    expect(wecom.app.textsTo(member)).toEqual(['已收到', '已收到']);
  });

  it('goes on with the part that failed when it is tried again', async () => {
    const channel = buildChannel();
    const text = '督办件。'.repeat(400);
    await channel.send(member, { text: '先' }, 'k0');
    let calls = 0;
    const breaking = buildChannel({
      fetch: async (url: string, init: RequestInit) => {
        calls += 1;
        // The token, the first part, and then the line breaks.
        if (calls === 3) throw new TypeError('fetch failed');
        return fetch(url, init);
      },
    });
    await expect(breaking.send(member, { text }, 'k1')).rejects.toMatchObject({
      code: 'unreachable',
    });
    await breaking.send(member, { text }, 'k1');
    expect(wecom.app.textsTo(member).slice(1).join('')).toBe(text);
  });

  it('waits when the messages of the day are used up', async () => {
    const channel = buildChannel({}, 1);
    await channel.send(member, { text: '第一条' }, 'k1');
    await expect(channel.send(member, { text: '多' }, 'k2')).rejects.toMatchObject({
      code: 'busy',
      detail: 'send_limit',
    });
    wait(24 * 3_600_000);
    await channel.send(member, { text: '多' }, 'k2');
    expect(wecom.app.sent).toHaveLength(2);
  });
});

describe('options', () => {
  const options = [
    { label: '接收', say: '接收 2612345678' },
    { label: '移送', say: '移送 2612345678' },
    { label: '退回', say: '退回 2612345678' },
  ];
  const words: Words = { text: '某局的投诉，工单编号：2612345678，查询码：ABCD-EFGH', options };

  it('become the buttons of a card after the words', async () => {
    await buildChannel().send(member, words, 'k1');
    expect(wecom.app.textsTo(member)).toEqual([`${words.text}\n\n1. 接收\n2. 移送\n3. 退回`]);
    expect(wecom.app.cardsTo(member)).toMatchObject([
      { button_list: options.map(({ label, say }) => ({ text: label, key: say })) },
    ]);
  });

  it('show on the face of the card a number and that there is news, and nothing more', async () => {
    await buildChannel().send(member, words, 'k1');
    expect(wecom.app.cardsTo(member)[0]?.main_title).toEqual({
      title: '有新进展',
      desc: '2612345678',
    });
    await buildChannel().send(member, { text: '请致电 13800000000', options }, 'k2');
    expect(wecom.app.cardsTo(member)[1]?.main_title).toEqual({ title: '请选择' });
  });

  it('stay numbered lines alone when they are too many or too long for buttons', async () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ label: `${index}`, say: `${index}` }));
    await buildChannel().send(member, { text: '请选', options: many }, 'k1');
    const long = [{ label: '一个放不进按钮的很长的说法', say: '长' }];
    await buildChannel().send(member, { text: '请选', options: long }, 'k2');
    expect(wecom.app.cardsTo(member)).toEqual([]);
    expect(wecom.app.textsTo(member)).toHaveLength(2);
  });

  it('lose their buttons once one was pressed, by a code that is good once', async () => {
    const client = buildClient();
    const code = wecom.app.issueResponseCode(member);
    await client.endCard(member, code, '已收到');
    expect(wecom.app.ended).toEqual([{ userId: member, label: '已收到' }]);
    await expect(client.endCard(member, code, '已收到')).rejects.toMatchObject({ detail: '40058' });
  });
});

describe('the access token', () => {
  it('is fetched once for many sends at once', async () => {
    const client = buildClient();
    const parts = ['一', '二', '三', '四', '五'];
    await Promise.all(parts.map((part) => client.sendText(member, part, 600)));
    expect(wecom.countTokenRequests()).toBe(1);
    expect(wecom.app.sent).toHaveLength(5);
  });

  it('is fetched again five minutes before its end', async () => {
    const client = buildClient();
    await client.sendText(member, '一', 600);
    wait(6_899_000);
    await client.sendText(member, '二', 600);
    expect(wecom.countTokenRequests()).toBe(1);
    wait(2_000);
    await client.sendText(member, '三', 600);
    expect(wecom.countTokenRequests()).toBe(2);
  });

  it('is refreshed once in a storm of refusals, and every send gets through', async () => {
    const client = buildClient();
    await client.sendText(member, '零', 600);
    wecom.revokeTokens();
    await Promise.all(['一', '二', '三'].map((part) => client.sendText(member, part, 600)));
    expect(wecom.countTokenRequests()).toBe(2);
    expect(wecom.app.sent).toHaveLength(4);
  });

  it.each([40014, 42001])('is tried only twice when %i will not go away', async (errcode) => {
    wecom.misbehave(errcode, { times: 5, path: send });
    await expect(buildClient().sendText(member, '好', 600)).rejects.toMatchObject({
      code: 'busy',
      detail: String(errcode),
    });
    expect(wecom.calls.filter((path) => path === send)).toHaveLength(2);
  });

  it.each([
    [{ secret: 'wrong' }, '40001'],
    [{ corpId: 'wwOther' }, '40013'],
    [{ agentId: 7 }, '40056'],
  ])('that is refused for %j takes the channel down', async (options, detail) => {
    await expect(buildClient(options).sendText(member, '好', 600)).rejects.toMatchObject({
      code: 'channel_down',
      detail,
    });
  });
});

describe('refusals', () => {
  it.each([
    [-1, 'busy'],
    [45009, 'busy'],
    [45033, 'busy'],
    [40003, 'blocked'],
    [60011, 'blocked'],
    [60111, 'blocked'],
    [81013, 'blocked'],
    [82001, 'blocked'],
    [48002, 'channel_down'],
    [50003, 'channel_down'],
    [60020, 'channel_down'],
    [301002, 'channel_down'],
    [40058, 'refused'],
    [45002, 'refused'],
    [99999, 'refused'],
  ])('with %i mean %s', async (errcode, code) => {
    wecom.misbehave(errcode, { path: send });
    await expect(buildClient().sendText(member, '好', 600)).rejects.toMatchObject({
      code,
      detail: String(errcode),
    });
  });

  it('come from the real rules too: who left the app is not written to', async () => {
    wecom.app.removeMember(member);
    await expect(buildChannel().send(member, { text: '好' }, 'k1')).rejects.toMatchObject({
      code: 'blocked',
      detail: '81013',
    });
  });

  it.each([{ invaliduser: member }, { unlicenseduser: member }])(
    'hidden in an ok like %j are refusals all the same',
    async (hidden) => {
      const answering = buildClient({
        fetch: async (url: string, init: RequestInit) =>
          url.includes(send) ? Response.json({ errcode: 0, ...hidden }) : fetch(url, init),
      });
      await expect(answering.sendText(member, '好', 600)).rejects.toMatchObject({
        code: 'blocked',
        detail: Object.keys(hidden)[0],
      });
    },
  );

  it.each(['http_502', 'garbage', 'drop_after_accepting'] as const)(
    'by %s are worth another try',
    async (how) => {
      wecom.misbehave(how, { path: send });
      await expect(buildClient().sendText(member, '好', 600)).rejects.toMatchObject({
        code: 'unreachable',
      });
    },
  );

  it('by a dead line name the line, never the address with its secret', async () => {
    await wecom.stop();
    const error: unknown = await buildClient()
      .sendText(member, '好', 600)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(JSON.stringify(error) + String(error)).not.toContain(testCorp.secret);
    wecom = await startFakeWecom();
  });
});

describe('media', () => {
  it('comes as it was sent, with its type, under a fresh token where it must', async () => {
    const client = buildClient();
    wecom.addMedia('m1', Buffer.from('picture'), 'image/jpeg');
    await client.getMedia('m1');
    wecom.revokeTokens();
    const media = await client.getMedia('m1');
    expect(media).toEqual({ bytes: Buffer.from('picture'), mimeType: 'image/jpeg' });
  });

  it('that is unknown or above the cap is refused', async () => {
    await expect(buildClient().getMedia('gone')).rejects.toMatchObject({ detail: '40007' });
    wecom.addMedia('big', Buffer.alloc(21 * 1024 * 1024), 'video/mp4');
    await expect(buildClient().getMedia('big')).rejects.toMatchObject({
      code: 'refused',
      detail: 'media_too_large',
    });
  });
});
