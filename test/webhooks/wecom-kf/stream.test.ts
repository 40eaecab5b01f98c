import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPoll, createPull, createPullSoon } from '../../../webhooks/wecom-kf/index.ts';
import { buildKf } from '../../support/build-kf.ts';
import { type FakeWecom, startFakeWecom, testCorp } from '../../support/fake-wecom.ts';
import { waitFor } from '../../support/wait-for.ts';

const [account, otherAccount] = testCorp.accounts;
const customer = 'wmTestCustomer0001';
const sync = '/cgi-bin/kf/sync_msg';

let time: Date;
let wecom: FakeWecom;

beforeEach(async () => {
  time = new Date('2026-03-01T08:00:00Z');
  wecom = await startFakeWecom({ now: () => time });
});
afterEach(() => wecom.stop());

const now = (): Date => time;
const wait = (ms: number): void => {
  time = new Date(time.getTime() + ms);
};
const say = (text: string, by = customer): string =>
  wecom.kf.write(account, by, { msgtype: 'text', text: { content: text } });
const readTexts = (handled: ReturnType<typeof buildKf>['handled']) =>
  handled.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));

describe('reading an account', () => {
  it('hands every message to the walk, in order, over all pages', async () => {
    const kf = buildKf(wecom, now);
    wecom.kf.setPageSize(2);
    const words = ['一', '二', '三', '四', '五'];
    for (const word of words) say(word);
    expect(await kf.pull(account, say('六'))).toBe('done');
    expect(readTexts(kf.handled)).toEqual([...words, '六']);
  });

  it('goes on where it stopped', async () => {
    const kf = buildKf(wecom, now);
    await kf.pull(account, say('一'));
    const before = wecom.kf.countPages();
    await kf.pull(account, say('二'));
    expect(readTexts(kf.handled)).toEqual(['一', '二']);
    expect(wecom.kf.countPages()).toBe(before + 1);
  });

  it('goes on through empty pages that have more behind them', async () => {
    const kf = buildKf(wecom, now);
    wecom.kf.sendEmptyPages(3);
    await kf.pull(account, say('一'));
    expect(readTexts(kf.handled)).toEqual(['一']);
  });

  it('does not turn for ever where the platform leads nowhere', async () => {
    const kf = buildKf(wecom, now);
    wecom.kf.sendEmptyPages(1_000);
    expect(await kf.pull(account, say('一'))).toBe('done');
    expect(wecom.kf.countPages()).toBeLessThan(10);
    wecom.kf.sendEmptyPages(0);
    await kf.pull(account);
    expect(readTexts(kf.handled)).toEqual(['一']);
  });

  it('handles a message once that comes on two pages', async () => {
    const kf = buildKf(wecom, now);
    wecom.kf.setPageSize(2);
    wecom.kf.repeatMessages(2);
    for (const word of ['一', '二', '三', '四']) say(word);
    await kf.pull(account);
    expect(readTexts(kf.handled)).toEqual(['一', '二', '三', '四']);
  });

  it('starts anew, within three days, when the platform lost its cursor, and handles nothing twice', async () => {
    const kf = buildKf(wecom, now);
    await kf.pull(account, say('一'));
    wecom.kf.loseCursors();
    await kf.pull(account, say('二'));
    expect(readTexts(kf.handled)).toEqual(['一', '二']);
    wait(4 * 86_400_000);
    wecom.kf.loseCursors();
    const pull = buildKf(wecom, now);
    await pull.pull(account, say('三'));
    expect(readTexts(pull.handled)).toEqual(['三']);
  });

  it('keeps the cursor where it was until the whole page is stored', async () => {
    const kf = buildKf(wecom, now);
    let isBroken = true;
    const failing = buildKf(wecom, now);

    const pull = createPull({
      ...kf,
      async take(message) {
        if (isBroken && message.text?.content === '二') throw new Error('no database');
        await failing.take(message);
      },
    });
    say('一');
    await expect(pull(account, say('二'))).rejects.toThrow('no database');
    expect(await kf.cursors.find(account)).toBeUndefined();
    isBroken = false;
    await pull(account);
    expect(readTexts(failing.handled)).toEqual(['一', '二']);
  });

  it('leaves out what cannot be read, and says how much', async () => {
    const kf = buildKf(wecom, now);
    wecom.kf.push(account, { msgid: 7, origin: 'x' });
    await kf.pull(account, say('一'));
    expect(readTexts(kf.handled)).toEqual(['一']);
    expect(kf.unreadable).toEqual([1]);
  });

  it('asks without the token once its ten minutes are over', async () => {
    const kf = buildKf(wecom, now);
    const token = say('一');
    wait(601_000);
    await kf.pull(account, token);
    expect(readTexts(kf.handled)).toEqual(['一']);
    expect(wecom.kf.countWithoutToken()).toBe(1);
  });

  it('leaves the cursor alone when the platform is busy or down', async () => {
    const kf = buildKf(wecom, now);
    await kf.pull(account, say('一'));
    const cursor = await kf.cursors.find(account);
    for (const how of [45009, 'http_502', 'garbage'] as const) {
      wecom.misbehave(how, { path: sync });
      await expect(kf.pull(account, say('二'))).rejects.toHaveProperty('code');
    }
    expect(await kf.cursors.find(account)).toBe(cursor);
    await expect(kf.pull('wkUnknown')).rejects.toMatchObject({ code: 'channel_down' });
  });
});

describe('pulling in the background', () => {
  it('looks once more after a call that came meanwhile, and waits for another process', async () => {
    const kf = buildKf(wecom, now);
    const soon = createPullSoon({ pull: kf.pull, onError: (error) => void kf.errors.push(error) });
    kf.leases.held.add(`wecom-kf-${account}`);
    soon.pullSoon(account, say('一'));
    soon.pullSoon(account, say('二'));
    kf.leases.held.clear();
    await waitFor(async () => kf.handled.length === 2);
    soon.pullSoon(account, say('三'));
    await waitFor(async () => kf.handled.length === 3);
    await soon.stop();
    expect(kf.errors).toEqual([]);
  });

  it('polls every known account, by one process of all', async () => {
    const kf = buildKf(wecom, now);
    await kf.cursors.note(account);
    await kf.cursors.note(otherAccount);
    say('一');
    let isLeased = false;
    const poll = createPoll({
      ...kf,
      takeLease: async () => isLeased,
      onError: (error) => void kf.errors.push(error),
    });
    await poll.pollOnce();
    expect(kf.handled).toEqual([]);
    isLeased = true;
    await poll.pollOnce();
    expect(readTexts(kf.handled)).toEqual(['一']);
    expect(wecom.kf.countPages()).toBe(2);
  });
});

describe('a welcome', () => {
  it('answers the event by its code, once, and is confirmed', async () => {
    const kf = buildKf(wecom, now, () => '您好，这里是行政执法监督。');
    await kf.pull(account, wecom.kf.enter(account, customer, { scene_param: 'p:9:cd' }));
    await waitFor(async () => kf.confirmed.length === 1);
    expect(wecom.kf.sentTo(customer)).toMatchObject([
      { msgtype: 'text', text: { content: '您好，这里是行政执法监督。' } },
    ]);
    wecom.kf.loseCursors();
    await kf.pull(account);
    expect(wecom.kf.sent).toHaveLength(1);
    expect(kf.errors).toEqual([]);
  });

  it('whose code ran out is not confirmed, so that it finds another way', async () => {
    const kf = buildKf(wecom, now, () => {
      wait(21_000);
      return '您好';
    });
    await kf.pull(account, wecom.kf.enter(account, customer));
    await waitFor(async () => kf.errors.length === 1);
    expect(kf.confirmed).toEqual([]);
    expect(wecom.kf.sent).toEqual([]);
  });
});

describe('a session in a servicer’s hands', () => {
  it('is kept quietly until it ends', async () => {
    const kf = buildKf(wecom, now);
    await kf.pull(account, say('转人工'));
    wecom.kf.changeSession(account, customer, 3);
    say('我说给人听');
    say('另一个人', 'wmOther');
    await kf.pull(account);
    expect(readTexts(kf.handled)).toEqual(['转人工', '另一个人']);
    expect(readTexts(kf.quiet)).toEqual(['我说给人听']);
    await kf.pull(account, wecom.kf.changeSession(account, customer, 4));
    await kf.pull(account, say('进度'));
    expect(readTexts(kf.handled)).toEqual(['转人工', '另一个人', '进度']);
  });

  it('counts as ended 48 hours after the last that was heard of it', async () => {
    const kf = buildKf(wecom, now);
    await kf.pull(account, wecom.kf.changeSession(account, customer, 3));
    wait(47 * 3_600_000);
    await kf.pull(account, say('还在吗'));
    wait(47 * 3_600_000);
    await kf.pull(account, say('还在'));
    expect(kf.handled).toEqual([]);
    wait(49 * 3_600_000);
    await kf.pull(account, say('投诉'));
    expect(readTexts(kf.handled)).toEqual(['投诉']);
  });
});
