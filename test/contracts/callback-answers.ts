import { afterEach, describe, expect, it } from '@jest/globals';
import type { Receive } from '../../bot/index.ts';
import type { AnswerOptions } from '../../webhooks/wx-callback/index.ts';
import {
  type Callback,
  type CallbackFields,
  openReply,
  postCallback,
  readReplyText,
} from '../support/build-callback.ts';
import type { PeerAccount } from '../support/crypto-peers.ts';
import { type Answer, buildReceive } from '../support/serve-official-account.ts';

type Served = {
  readonly url: string;
  readonly logText: () => string;
  readonly stop: () => Promise<void>;
};

/** A callback whose request may carry the answer. */
export type AnsweringPlatform = {
  readonly path: string;
  readonly account: PeerAccount & { readonly originalId: string };
  /** Who writes, as the platform names them. */
  readonly person: string;
  /** What is answered when there is nothing to say. */
  readonly nothing: string;
  readonly serve: (
    receive: Receive,
    options: Partial<Pick<AnswerOptions, 'passiveReplyMs' | 'now'>>,
  ) => Promise<Served>;
  readonly buildCallback: (fields?: CallbackFields) => Callback;
  /** The tap of a menu's entry. */
  readonly buildTap: (key: string, fields: CallbackFields) => Callback;
};

/** What holds of every answer in a request, and of every request that gets none (cases 7 and 19 to 23 of the protocol study). */
export function itAnswersWithinTheRequest(platform: AnsweringPlatform): void {
  const { account, nothing, path, buildCallback: build } = platform;
  let stop: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  const open = (body: string) => openReply(body, { account });
  const readText = (body: string) => readReplyText(body, account);

  async function serve(answer?: Answer) {
    const walk = buildReceive(answer);
    return { ...walk, ...(await serveReceive(walk.receive)) };
  }

  async function serveReceive(
    receive: Receive,
    options: Parameters<AnsweringPlatform['serve']>[1] = {},
  ) {
    const server = await platform.serve(receive, options);
    stop = server.stop;
    return {
      ...server,
      post: (callback: Callback) => postCallback(server.url, callback, path),
    };
  }

  describe('answers', () => {
    it('are empty when there is nothing to say', async () => {
      const { post, confirmed } = await serve();
      const response = await post(build());
      expect(response.status).toBe(200);
      expect(await response.text()).toBe(nothing);
      expect(confirmed).toEqual([]);
    });

    it('are confirmed once they were written', async () => {
      const { post, confirmed, handled } = await serve(() => '好');
      await (await post(build())).text();
      expect(confirmed).toEqual(handled.map(({ id }) => id));
    });

    it('go to the sender, from the account', async () => {
      const { post } = await serve(() => '好');
      const reply = open(await (await post(build())).text());
      expect(reply).toContain(`<ToUserName><![CDATA[${platform.person}]]></ToUserName>`);
      expect(reply).toContain(`<FromUserName><![CDATA[${account.originalId}]]></FromUserName>`);
    });

    it('cannot break out of their element', async () => {
      const words = 'a]]></Content><MsgType>image</MsgType>\u0000\u0008b';
      const { post } = await serve(() => words);
      const body = await (await post(build())).text();
      expect(readText(body)).toBe('a]]></Content><MsgType>image</MsgType>b');
      expect(open(body).replaceAll(/<!\[CDATA\[.*?\]\]>/gs, '')).not.toContain('image');
    });

    it('of more than 2,047 bytes are left to the push, whole', async () => {
      const { post, confirmed } = await serve(() => '督'.repeat(683));
      expect(await (await post(build())).text()).toBe(nothing);
      expect(confirmed).toEqual([]);
    });

    it('of 2,047 bytes still go out at once', async () => {
      const words = `${'督'.repeat(682)}a`;
      const { post } = await serve(() => words);
      const body = await (await post(build())).text();
      expect(readText(body)).toBe(words);
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
      expect(await (await post(build())).text()).toBe(nothing);
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
      expect(await (await post(build())).text()).toBe(nothing);
    });

    it('answers nothing when the walk throws after the message was stored', async () => {
      const { post, logText } = await serve(() => {
        throw new Error('canary 13800000000');
      });
      const response = await post(build());
      expect(await response.text()).toBe(nothing);
      expect(logText()).toContain('passive answer failed');
      expect(logText()).not.toContain('13800000000');
    });

    it('answers 503 and acknowledges nothing when the message could not be stored', async () => {
      const { post, logText } = await serveReceive(async () => {
        throw new Error('canary 13800000000');
      });
      const response = await post(build());
      expect(response.status).toBe(503);
      const body = await response.text();
      expect(body).toContain('message_not_stored');
      expect(body).not.toBe(nothing);
      expect(body + logText()).not.toMatch(/13800000000/);
      expect(body + logText()).not.toContain(platform.person);
    });
  });

  describe('retries', () => {
    it('of one message get the same stored answer, twenty at a time, from one run', async () => {
      let runs = 0;
      const { post } = await serve(() => `第${(runs += 1)}次`);
      const callback = build();
      const bodies = await Promise.all(
        Array.from({ length: 20 }, async () => (await post(callback)).text()),
      );
      expect(new Set(bodies.map(readText))).toEqual(new Set(['第1次']));
    });

    it('of an event without MsgId are known again, and two events of one second are both handled', async () => {
      const { post, handled } = await serve();
      const at = { CreateTime: Math.floor(Date.now() / 1000) };
      await post(platform.buildTap('a', at));
      await post(platform.buildTap('a', at));
      await post(platform.buildTap('b', at));
      expect(handled.map(({ content }) => content)).toEqual([
        { kind: 'event', name: 'menu', key: 'a' },
        { kind: 'event', name: 'menu', key: 'b' },
      ]);
    });
  });
}
