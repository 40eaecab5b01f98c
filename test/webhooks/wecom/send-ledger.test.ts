import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createSendLedger, wecomSendLimits } from '../../../webhooks/wecom/index.ts';

const start = Date.parse('2026-03-01T15:00:00Z');
const at = (ms: number): Date => new Date(start + ms);

describe('the limits of an app', () => {
  it('let 30 messages a minute go to one person, and say how long the next must wait', () => {
    const ledger = createSendLedger(wecomSendLimits);
    for (let count = 0; count < 30; count += 1) expect(ledger.take('a', at(count * 100))).toBe(0);
    expect(ledger.take('a', at(10_000))).toBe(50_000);
    expect(ledger.take('b', at(10_000))).toBe(0);
    expect(ledger.take('a', at(60_000))).toBe(0);
  });

  it('let 1,000 an hour go to one person', () => {
    const ledger = createSendLedger({ perPersonMinute: 5_000, perPersonHour: 1_000 });
    for (let count = 0; count < 1_000; count += 1) ledger.take('a', at(count));
    expect(ledger.take('a', at(1_800_000))).toBe(1_800_000);
    expect(ledger.take('a', at(3_600_000))).toBe(0);
  });

  it('count a day of Shanghai over all people', () => {
    const ledger = createSendLedger({ ...wecomSendLimits, perDay: 2 });
    expect([ledger.take('a', at(0)), ledger.take('b', at(0))]).toEqual([0, 0]);
    // 15:00 in UTC is 23:00 in Shanghai.
    expect(ledger.take('c', at(0))).toBe(3_600_000);
    expect(ledger.take('c', at(3_600_000))).toBe(0);
  });

  it('are never passed, whatever the order, and whoever waits as told is let through', () => {
    const limits = { perPersonMinute: 3, perPersonHour: 8, perDay: 20 };
    const acts = fc.array(
      fc.record({ person: fc.constantFrom('a', 'b', 'c'), pauseMs: fc.nat(400_000) }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(acts, (steps) => {
        const ledger = createSendLedger(limits);
        const sent: { person: string; time: number; waitsStill: number }[] = [];
        let time = start;
        for (const { person, pauseMs } of steps) {
          time += pauseMs;
          const waitMs = ledger.take(person, new Date(time));
          time += waitMs;
          const waitsStill = waitMs > 0 ? ledger.take(person, new Date(time)) : 0;
          sent.push({ person, time, waitsStill });
        }
        expect(sent.every(({ waitsStill }) => waitsStill === 0)).toBe(true);
        for (const { person, time: end } of sent) {
          const within = (ms: number) =>
            sent.filter((one) => one.person === person && one.time <= end && end - one.time < ms);
          expect(within(60_000).length).toBeLessThanOrEqual(limits.perPersonMinute);
          expect(within(3_600_000).length).toBeLessThanOrEqual(limits.perPersonHour);
        }
        const days = sent.map((one) => Math.floor((one.time + 8 * 3_600_000) / 86_400_000));
        for (const day of new Set(days)) {
          expect(days.filter((other) => other === day).length).toBeLessThanOrEqual(limits.perDay);
        }
      }),
    );
  });
});
