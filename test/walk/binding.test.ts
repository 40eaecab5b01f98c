import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readEvents } from '../support/read-events.ts';
import { createFollowerMouth } from '../support/transcript/follower.ts';
import { openHouse, type House } from '../support/transcript/house.ts';
import { dropPattern } from '../support/transcript/store.ts';
import { waitFor } from '../support/wait-for.ts';

let house: House;
let count = 0;

beforeAll(async () => {
  house = await openHouse();
}, 120_000);
beforeEach(() => house.begin(`binding ${(count += 1)}`, new Date('2026-04-20T01:30:00Z')));
afterAll(async () => {
  await house.close();
  await dropPattern();
});

/** Somebody at the Official Account. */
function openFollower(name: string) {
  const mouth = createFollowerMouth(house, house.toAddress(name, 'official-account'));
  return {
    async say(words: string): Promise<string> {
      house.tick();
      await mouth.say(words);
      await house.settle();
      return (await mouth.listen()).map(({ text }) => text).join('\n');
    },
    async hear(): Promise<string> {
      await house.settle();
      return (await mouth.listen()).map(({ text }) => text).join('\n');
    },
  };
}

/** A browser with its stream open, as the page has it: told the lines, and when the stream ended. */
async function openBrowser() {
  const base = `${house.readUrl()}/webhooks/web-chat`;
  const { token } = await (await fetch(`${base}/session`, { method: 'POST' })).json();
  const authorization = `Bearer ${String(token)}`;
  const lines: string[] = [];

  /** Reads until the service ends the stream or `stop` hangs up. */
  async function follow() {
    const events = readEvents(await fetch(`${base}/events`, { headers: { authorization } }));
    const ended = (async () => {
      for (let event = await events.next(); event !== undefined; event = await events.next())
        lines.push(String(JSON.parse(event.data ?? '{}').text ?? ''));
    })();
    return { ended, stop: events.stop };
  }

  return {
    lines,
    follow,
    async post(text: string): Promise<void> {
      house.tick();
      const response = await fetch(`${base}/messages`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ id: randomUUID(), text }),
      });
      if (!response.ok) throw new Error(`the web chat answered ${response.status}`);
    },
  };
}

const readCode = (words: string): string => /绑定码：(\w+)/u.exec(words)?.[1] ?? '';

describe('a browser that is bound to the account', () => {
  test('hears that it is, its stream ends, and the next one has the conversation with its draft', async () => {
    const follower = openFollower('老葛');
    await follower.say('投诉');
    await follower.say('城管队员没收了我的推车，没有给单子');
    const code = readCode(await follower.say('绑定'));
    const browser = await openBrowser();
    const before = await browser.follow();
    await browser.post(`绑定 ${code}`);
    await waitFor(() => browser.lines.some((text) => text.includes('您自己')), 20_000);
    await browser.post('是');
    await before.ended;
    expect(await follower.hear()).toContain('如果不是您本人');

    const after = await browser.follow();
    await waitFor(() => browser.lines.some((text) => text.includes('没收了我的推车')), 20_000);
    await waitFor(() => browser.lines.some((text) => text.includes('已绑定')), 20_000);
    await browser.post('河东县城管局');
    await waitFor(() => browser.lines.at(-1)?.includes('在什么地方') === true, 20_000);
    await after.stop();
    await after.ended.catch(() => undefined);
  }, 60_000);

  test('loses no message that is sent before it knows', async () => {
    const follower = openFollower('老葛');
    await follower.say('投诉');
    const code = readCode(await follower.say('绑定'));
    const browser = await openBrowser();
    await browser.post(`绑定 ${code}`);
    await browser.post('是');
    await browser.post('物业公司和城管队员一起没收了我的推车');
    await house.settle();
    const waiting = { status: { $in: ['waiting', 'parked'] } };
    expect(await house.collection('inbox').countDocuments(waiting)).toBe(0);
    expect(await follower.say('提交')).toContain('工单编号');
    const ticket = await house.collection('tickets').findOne({});
    expect(JSON.stringify(ticket)).toContain('没收了我的推车');
  }, 60_000);
});
