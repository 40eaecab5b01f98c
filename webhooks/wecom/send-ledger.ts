/** What WeCom lets an app send; beyond it messages vanish without a word. */
export type SendLimits = {
  readonly perPersonMinute: number;
  readonly perPersonHour: number;
  /** Members of the corporation × 200; undefined when their number is not known. */
  readonly perDay?: number | undefined;
};

/** https://developer.work.weixin.qq.com/document/path/90312 */
export const wecomSendLimits = { perPersonMinute: 30, perPersonHour: 1_000 } as const;
export const sendsPerMemberAndDay = 200;

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** Days are those of Asia/Shanghai, which knows no summer time. */
const shanghaiOffsetMs = 8 * hourMs;
const maxPeople = 10_000;

export type SendLedger = {
  /** Counts one message to the person at `now` and answers 0; otherwise counts nothing and answers the milliseconds to wait. */
  readonly take: (person: string, now: Date) => number;
};

/** Keeps an app within its limits, as far as this process sends for it. */
export function createSendLedger(limits: SendLimits): SendLedger {
  const sentTo = new Map<string, readonly number[]>();
  let today = { day: 0, count: 0 };

  function waitForPerson(times: readonly number[], at: number): number {
    const lastMinute = times.filter((time) => at - time < minuteMs);
    const waits = [
      waitFor(lastMinute, limits.perPersonMinute, minuteMs, at),
      waitFor(times, limits.perPersonHour, hourMs, at),
    ];
    return Math.max(...waits);
  }

  return {
    take(person, now) {
      const at = now.getTime();
      const day = Math.floor((at + shanghaiOffsetMs) / dayMs);
      if (day !== today.day) today = { day, count: 0 };
      const times = (sentTo.get(person) ?? []).filter((time) => at - time < hourMs);
      const isDayFull = limits.perDay !== undefined && today.count >= limits.perDay;
      const untilTomorrow = (day + 1) * dayMs - shanghaiOffsetMs - at;
      const waitMs = Math.max(waitForPerson(times, at), isDayFull ? untilTomorrow : 0);
      if (waitMs > 0) return waitMs;
      today = { day, count: today.count + 1 };
      forgetIdle(sentTo, at);
      sentTo.set(person, [...times, at]);
      return 0;
    },
  };
}

/** Until the oldest of the last `limit` falls out of the window. */
function waitFor(times: readonly number[], limit: number, windowMs: number, at: number): number {
  const oldest = times.at(-limit);
  return oldest === undefined ? 0 : oldest + windowMs - at;
}

function forgetIdle(sentTo: Map<string, readonly number[]>, at: number): void {
  if (sentTo.size < maxPeople) return;
  for (const [person, times] of sentTo) {
    if (at - (times.at(-1) ?? 0) >= hourMs) sentTo.delete(person);
  }
}
