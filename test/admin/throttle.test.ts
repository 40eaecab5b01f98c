import { describe, expect, test } from '@jest/globals';
import { createThrottle } from '../../admin/session/throttle.ts';
import { createSignInTries } from '../../admin/session/sign-in-tries.ts';

describe('the throttle of sign-ins', () => {
  test('says how long to wait once all tries are taken, until the window ends', () => {
    let nowMs = 0;
    const throttle = createThrottle({ tries: 2, windowMs: 10_000 }, () => new Date(nowMs));
    throttle.take('a');
    expect(throttle.findWaitS('a')).toBeUndefined();
    throttle.take('a');
    nowMs = 4000;
    expect(throttle.findWaitS('a')).toBe(6);
    expect(throttle.findWaitS('b')).toBeUndefined();
    nowMs = 10_000;
    expect(throttle.findWaitS('a')).toBeUndefined();
  });

  test('is not made to forget a name by guesses that are refused anyway', () => {
    const tries = createSignInTries(() => new Date('2026-03-02T02:00:00Z'));
    let taken = 0;
    const guess = (username: string): void => {
      try {
        tries.take(username, '203.0.113.1');
        taken += 1;
      } catch {
        // Refused: too many.
      }
    };
    for (let count = 0; count < 10; count += 1) guess('admin');
    expect(() => tries.take('admin', '203.0.113.1')).toThrow('too_many_requests');
    for (let count = 0; count < 21_000; count += 1) guess(`n${count}`);
    expect(() => tries.take('admin', '203.0.113.1')).toThrow('too_many_requests');
    // What one address may try at all, however many names it invents.
    expect(taken).toBe(60);
  });
});
