import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Words } from '../../../bot/index.ts';
import {
  createHandOver,
  createWecomKfChannel,
  createWecomKfClient,
} from '../../../webhooks/wecom-kf/index.ts';
import { buildKf } from '../../support/build-kf.ts';
import { type FakeWecom, startFakeWecom, testCorp } from '../../support/fake-wecom.ts';

const [account] = testCorp.accounts;
const customer = 'wmTestCustomer0001';
const userId = `${account}/${customer}`;
const send = '/cgi-bin/kf/send_msg';

let time: Date;
let wecom: FakeWecom;

beforeEach(async () => {
  time = new Date('2026-03-01T08:00:00Z');
  wecom = await startFakeWecom({ now: () => time });
  say('你好');
});
afterEach(() => wecom.stop());

const now = (): Date => time;
const say = (content: string): string =>
  wecom.kf.write(account, customer, { msgtype: 'text', text: { content } });

function build() {
  const kf = buildKf(wecom, now);
  return { ...kf, channel: createWecomKfChannel({ client: kf.client, now }) };
}

const readTexts = (): readonly string[] =>
  wecom.kf
    .sentTo(customer)
    .map((content) => (content.msgtype === 'text' ? content.text.content : content.msgtype));

describe('pushing', () => {
  it('sends the words by the account that was written to', async () => {
    const { channel } = build();
    expect(await channel.send(userId, { text: '您好' }, 'k1')).toEqual({
      at: time,
      platformId: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    expect(readTexts()).toEqual(['您好']);
  });

  it('has no effect when a row is sent again, by this process or another', async () => {
    const text = '督办件。'.repeat(400);
    await build().channel.send(userId, { text }, 'k1');
    await build().channel.send(userId, { text }, 'k1');
    expect(readTexts().join('')).toBe(text);
    expect(wecom.kf.sent).toHaveLength(3);
    expect(wecom.kf.sentIds().every((id) => /^[\w-]{1,32}$/.test(id))).toBe(true);
  });

  it('has no effect twice when the answer of the first try was lost', async () => {
    const { channel } = build();
    wecom.misbehave('drop_after_accepting', { path: send });
    await expect(channel.send(userId, { text: '您好' }, 'k1')).rejects.toMatchObject({
      code: 'unreachable',
    });
    await channel.send(userId, { text: '您好' }, 'k1');
    expect(readTexts()).toEqual(['您好']);
  });

  it('offers options as a menu whose items say what they are for', async () => {
    const options = [
      { label: '投诉举报', say: '投诉' },
      { label: '查进度', say: '进度' },
    ];
    await build().channel.send(userId, { text: '请选择', options }, 'k1');
    expect(wecom.kf.sentTo(customer)).toMatchObject([
      {
        msgtype: 'msgmenu',
        msgmenu: {
          head_content: '请选择',
          list: [
            { type: 'click', click: { id: 'say:投诉', content: '投诉举报' } },
            { type: 'click', click: { id: 'say:进度', content: '查进度' } },
          ],
        },
      },
    ]);
  });

  it.each<[string, Words, readonly string[]]>([
    [
      'a text too long for a menu’s head goes before it',
      { text: '督'.repeat(400), options: [{ label: '好', say: '好' }] },
      ['督'.repeat(400), 'msgmenu'],
    ],
    [
      'options that fit no menu stay numbered lines',
      { text: '请选', options: [{ label: '好', say: '长'.repeat(30) }] },
      ['请选\n\n1. 好'],
    ],
  ])('%s', async (_, words, sent) => {
    await build().channel.send(userId, words, 'k1');
    expect(readTexts()).toEqual(sent);
  });
});

describe('the rules of the platform', () => {
  it('are five messages in the 48 hours after the last that the customer wrote', async () => {
    const { channel } = build();
    for (const key of ['1', '2', '3', '4', '5']) await channel.send(userId, { text: key }, key);
    await expect(channel.send(userId, { text: '6' }, '6')).rejects.toMatchObject({
      code: 'window_closed',
      detail: '95001',
    });
    say('又来了');
    await channel.send(userId, { text: '6' }, '6');
    time = new Date(time.getTime() + 48 * 3_600_000 + 1);
    await expect(channel.send(userId, { text: '7' }, '7')).rejects.toMatchObject({
      code: 'window_closed',
      detail: '95002',
    });
  });

  it('keep the bot out of a session that a servicer has', async () => {
    const { channel } = build();
    wecom.kf.changeSession(account, customer, 3);
    await expect(channel.send(userId, { text: '好' }, 'k')).rejects.toMatchObject({
      code: 'window_closed',
      detail: '95018',
    });
  });

  it.each([
    [95013, 'window_closed'],
    [95000, 'channel_down'],
    [95004, 'channel_down'],
    [95011, 'channel_down'],
    [95012, 'channel_down'],
    [95017, 'channel_down'],
    [40201, 'channel_down'],
    [84061, 'blocked'],
    [45009, 'busy'],
    [95008, 'refused'],
  ])('speak in codes: %i means %s', async (errcode, code) => {
    wecom.misbehave(errcode, { path: send });
    await expect(build().channel.send(userId, { text: '好' }, 'k')).rejects.toMatchObject({
      code,
      detail: String(errcode),
    });
  });

  it('turn the app’s secret away from customer service', async () => {
    const { corpId, secret } = testCorp;

    const client = createWecomKfClient({ corpId, secret, apiBase: wecom.url, fetch, now });
    await expect(client.sync(account, {})).rejects.toMatchObject({
      code: 'channel_down',
      detail: '48002',
    });
  });
});

describe('what did not arrive', () => {
  it('is named by the row that was sent', async () => {
    const { channel, pull, returned } = build();
    const { platformId } = await channel.send(userId, { text: '督办件。'.repeat(400) }, 'k1');
    const second = wecom.kf.sentIds()[1] ?? '';
    await pull(account, wecom.kf.returnMessage(account, customer, second, 6));
    expect(returned).toEqual([{ platformId, failure: 'window_closed' }]);
  });
});

describe('handing over', () => {
  it('gives the session to a servicer, or to those who wait, and silences the bot', async () => {
    const { client, sessions } = build();
    const handOver = createHandOver({ client, sessions, now });
    const names = { openKfId: account, externalUserId: customer };
    expect(await handOver(userId)).toEqual({ kind: 'handed_over' });
    expect(await client.findState(names)).toBe(2);
    expect(await handOver(userId)).toEqual({ kind: 'handed_over' });
    const named = await handOver(userId, testCorp.servicers[0]);
    expect(named).toEqual({ kind: 'handed_over' });
    expect(await client.findState(names)).toBe(3);
    expect(await sessions.isWithPerson(userId, time)).toBe(true);
  });

  it.each([
    [95014, { kind: 'refused', because: 'no_servicer' }],
    [95016, { kind: 'refused', because: 'state_not_allowed' }],
    [95013, { kind: 'refused', because: 'ended' }],
    [95004, { kind: 'refused', because: 'account' }],
    [45009, { kind: 'later' }],
  ])('leaves the bot in the session when the platform answers %d', async (errcode, result) => {
    const { client, sessions } = build();
    wecom.misbehave(errcode, { path: '/cgi-bin/kf/service_state/trans' });
    const handOver = createHandOver({ client, sessions, now });
    expect(await handOver(userId)).toEqual(result);
    expect(await sessions.isWithPerson(userId, time)).toBe(false);
  });

  it('refuses a servicer whom the account does not have, and a session that has ended', async () => {
    const { client, sessions } = build();
    const handOver = createHandOver({ client, sessions, now });
    expect(await handOver(userId, 'nobody')).toEqual({ kind: 'refused', because: 'no_servicer' });
    wecom.kf.changeSession(account, customer, 4);
    expect(await handOver(userId)).toEqual({ kind: 'refused', because: 'ended' });
  });
});

describe('links to an account', () => {
  it('carry a contact point that comes back when a customer enters', async () => {
    const { client } = build();
    const url = await client.createContactWay(account, 'point', 'p:9:cd&x');
    expect(new URL(url).searchParams.get('scene_param')).toBe('p:9:cd&x');
    expect(new URL(url).searchParams.get('enc_scene')).toBe('ENCpoint');
    await expect(client.createContactWay(account, '有 空格')).rejects.toMatchObject({
      code: 'refused',
    });
  });
});

describe('media', () => {
  it('comes through customer service’s own token', async () => {
    wecom.addMedia('m1', Buffer.from('voice'), 'audio/amr');
    const { channel } = build();
    expect(await channel.fetchMedia?.('m1')).toEqual({
      bytes: Buffer.from('voice'),
      mimeType: 'audio/amr',
    });
  });
});
