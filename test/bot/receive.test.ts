import { describe, expect, test } from '@jest/globals';
import { createReceive } from '../../bot/receive.ts';
import type { InboxRow, Job } from '../../bot/stores.ts';

/** A receive whose walks end only when told, on a clock of the test. */
function buildReceive({ maxWaiting = 50 } = {}) {
  const clock = { at: 1_000_000 };
  const rung: Job[] = [];
  const running: (() => void)[] = [];
  const receive = createReceive({
    directory: { identify: async ({ userId }) => `p-${userId}` },
    inbox: {
      insert: async (message) => {
        const row: InboxRow = { ...message, status: 'waiting', attempts: 0 };
        return { isNew: true, row };
      },
    },
    outbox: { findMany: async () => [], recordSent: async () => undefined },
    drain: () => new Promise<void>((resolve) => running.push(resolve)),
    bell: { ring: async (job) => void rung.push(job) },
    now: () => new Date(clock.at),
    passive: new Map([['official-account', 2047]]),
    maxWaiting,
    onError: (error) => {
      throw error;
    },
  });
  /** True when the request waits for its walk, false when it was answered at once and rung for. */
  async function write(person: number): Promise<boolean> {
    const before = running.length;
    const { waitForAnswer } = await receive({
      id: `official-account-m-${person}`,
      from: { channel: 'official-account', userId: String(person) },
      sentAt: new Date(clock.at),
      content: { kind: 'text', text: '你好' },
    });
    void waitForAnswer(4000);
    await new Promise(setImmediate);
    return running.length > before;
  }
  const endAll = async (): Promise<void> => {
    for (const end of running.splice(0)) end();
    await new Promise(setImmediate);
  };
  return { write, endAll, clock, rung };
}

const writeMany = async (write: (person: number) => Promise<boolean>, from: number, to: number) => {
  const waited: boolean[] = [];
  for (let person = from; person < to; person += 1) waited.push(await write(person));
  return waited;
};

describe('requests that wait for their answer', () => {
  test('wait while few do, however long one takes', async () => {
    const { write, endAll, clock } = buildReceive();
    expect(await writeMany(write, 0, 7)).toEqual(Array.from({ length: 7 }, () => true));
    clock.at += 1000;
    expect(await write(7)).toBe(true);
    await endAll();
  });

  test('stop waiting for five seconds once eight have waited too long, and are rung for', async () => {
    const { write, endAll, clock, rung } = buildReceive();
    await writeMany(write, 0, 8);
    clock.at += 51;
    expect(await write(8)).toBe(false);
    expect(rung).toEqual([{ kind: 'turn', id: 'p-8' }]);
    await endAll();
    clock.at += 4900;
    expect(await write(9)).toBe(false);
    clock.at += 200;
    expect(await write(10)).toBe(true);
    await endAll();
  });

  test('are never more than the most that may wait', async () => {
    const { write, endAll } = buildReceive({ maxWaiting: 3 });
    expect(await writeMany(write, 0, 5)).toEqual([true, true, true, false, false]);
    await endAll();
  });
});
