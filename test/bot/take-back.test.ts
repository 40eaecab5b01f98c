import { describe, expect, test } from '@jest/globals';
import { createLedgerKeeper, type ChannelErrorCode } from '../../bot/index.ts';
import { createTakeBack } from '../../bot/take-back.ts';
import { createMemoryReach } from '../support/reach-stores.ts';

const now = new Date('2026-03-02T02:00:00Z');

/** One row that was sent in customer service, `returns` times returned before. */
async function build(returns = 0) {
  const ledgers = createLedgerKeeper({ store: createMemoryReach(), toDay: () => '2026-03-02' });
  const opened = new Date(now.getTime() - 60_000);
  await ledgers.note('p1', 'wecom-kf', {
    id: 'm1',
    at: opened,
    kind: 'contact',
    opener: 'message',
  });
  const done: unknown[] = [];
  const early = new Map<string, ChannelErrorCode>();
  const receipts = new Map([['abc', ['n1']]]);
  const { takeBack, takeBackEarly } = createTakeBack({
    mail: {
      listSent: async (_channel, platformId) =>
        (receipts.get(platformId) ?? []).map((id) => ({
          id,
          personId: 'p1',
          sentAt: now,
          returns,
        })),
      keepEarly: async (_channel, platformId, failure) => void early.set(platformId, failure),
      findEarly: async (_channel, platformId) => early.get(platformId),
      dropEarly: async (_channel, platformId) => void early.delete(platformId),
      async putBack(id, failure, dueAt) {
        done.push({ id, failure, inMs: dueAt && dueAt.getTime() - now.getTime() });
        return true;
      },
    },
    ledgers,
    bell: { ring: async (job) => void done.push(job) },
    now: () => now,
  });
  const findLedger = async () => (await ledgers.find('p1')).channels['wecom-kf'];
  return { done, takeBack, takeBackEarly, receipts, early, findLedger };
}

const ring = { kind: 'deliver', id: 'p1' };

describe('what a platform could not bring', () => {
  test.each<ChannelErrorCode>(['window_closed', 'blocked'])(
    'leaves at once by another way when it was %s',
    async (failure) => {
      const { done, takeBack, findLedger } = await build();
      await takeBack('wecom-kf', 'abc', failure);
      expect(done).toEqual([{ id: 'n1', failure, inMs: 0 }, ring]);
      const { window, leftAt } = (await findLedger()) ?? {};
      expect(failure === 'blocked' ? leftAt : window?.until).toEqual(now);
    },
  );

  test.each([
    [0, 60_000],
    [2, 240_000],
    [5, undefined],
  ])(
    'is tried again later where the platform failed, and after %i returns in %s ms',
    async (returns, inMs) => {
      const { done, takeBack } = await build(returns);
      await takeBack('wecom-kf', 'abc', 'unreachable');
      expect(done).toEqual([{ id: 'n1', failure: 'unreachable', inMs }, ring]);
    },
  );

  test('goes back whole when it held the news of several rows', async () => {
    const { done, takeBack, receipts } = await build();
    receipts.set('both', ['n1', 'n2']);
    await takeBack('wecom-kf', 'both', 'blocked');
    expect(done).toMatchObject([{ id: 'n1' }, { id: 'n2' }, ring]);
  });

  test('is put back by whoever records its sending, when the platform was faster', async () => {
    const { done, takeBack, takeBackEarly, receipts, early } = await build();
    await takeBack('wecom-kf', 'fast', 'blocked');
    expect(done).toEqual([]);
    receipts.set('fast', ['n2']);
    await takeBackEarly('wecom-kf', 'fast');
    await takeBackEarly('wecom-kf', 'fast');
    expect(done).toEqual([{ id: 'n2', failure: 'blocked', inMs: 0 }, ring]);
    expect(early.size).toBe(0);
  });

  test('is nothing to us when we did not send it', async () => {
    const { done, takeBack } = await build();
    await takeBack('wecom-kf', 'unknown', 'blocked');
    expect(done).toEqual([]);
  });
});
