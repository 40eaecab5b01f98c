import { describe, expect, test } from '@jest/globals';
import { countLeft, createLedgerKeeper, type Way } from '../../../bot/index.ts';
import { createMemoryReach } from '../../support/reach-stores.ts';

const start = new Date('2026-03-02T02:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);
const person = 'p';
const words: Way = { kind: 'message', channel: 'wecom-kf' };

/** A quick conversation: the person writes, is answered twice, and writes again. */
function openConversation() {
  const ledgers = createLedgerKeeper({ store: createMemoryReach(), toDay: () => '2026-03-02' });
  return {
    hear: (id: string, at: Date, actedAt?: Date) =>
      ledgers.note(person, 'wecom-kf', {
        id,
        at,
        kind: 'contact',
        opener: 'message',
        ...(actedAt && { actedAt }),
      }),
    answer: async (id: string, at: Date): Promise<void> => {
      const send = { id, count: 1, at };
      await ledgers.reserve(person, words, send);
      await ledgers.settle(person, words, send, { kind: 'taken' });
    },
    left: async (at: Date) =>
      countLeft((await ledgers.find(person)).channels['wecom-kf']?.window, at),
  };
}

describe('the window that a message opens', () => {
  test('does not count what was sent before the person wrote, by the platform’s clock', async () => {
    const { hear, answer, left } = openConversation();
    await hear('m1', after(0), after(0));
    await answer('r1', after(100));
    await answer('r2', after(200));
    await hear('m2', after(6_000), after(5_000));
    expect(await left(after(6_000))).toBe(5);
  });

  test('counts what may have been sent after the person wrote, and all of it where nobody knows', async () => {
    const { hear, answer, left } = openConversation();
    await hear('m1', after(0), after(0));
    await answer('r1', after(4_500));
    await answer('r2', after(5_500));
    await hear('m2', after(6_000), after(5_000));
    expect(await left(after(6_000))).toBe(3);
    await hear('m3', after(7_000));
    expect(await left(after(7_000))).toBe(3);
  });
});
