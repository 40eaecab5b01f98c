import { describe, expect, test } from '@jest/globals';
import { createDayLimit } from '../../../webhooks/wecom/index.ts';

/** 15:59:59 UTC is one second before midnight in Shanghai. */
const beforeMidnight = new Date('2026-03-01T15:59:59Z');
const midnight = new Date('2026-03-01T16:00:00Z');

describe('the messages of a day', () => {
  test('are counted until they are used up, and anew from midnight in Shanghai', () => {
    const { take } = createDayLimit(2);
    expect([take(beforeMidnight), take(beforeMidnight), take(beforeMidnight)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(take(midnight)).toBe(true);
  });

  test('have no end where the number of members is not known', () => {
    const { take } = createDayLimit(undefined);
    expect(Array.from({ length: 1000 }, () => take(midnight)).every(Boolean)).toBe(true);
  });
});
