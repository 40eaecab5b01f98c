/**
 * The account's messages of a day: members of the corporation × 200. What one person may get in a minute or an hour is
 * kept by the reach ledger. https://developer.work.weixin.qq.com/document/path/90312
 */
export const sendsPerMemberAndDay = 200;

const dayMs = 86_400_000;
/** Days are those of Asia/Shanghai, which knows no summer time. */
const shanghaiOffsetMs = 8 * 3_600_000;

export type DayLimit = {
  /** Counts one message; false, and counts nothing, when the day's are used up. */
  readonly take: (now: Date) => boolean;
};

/** Keeps an app within its day, as far as this process sends for it; `perDay` undefined knows no limit. */
export function createDayLimit(perDay: number | undefined): DayLimit {
  let today = { day: 0, count: 0 };
  return {
    take(now) {
      const day = Math.floor((now.getTime() + shanghaiOffsetMs) / dayMs);
      const count = day === today.day ? today.count : 0;
      if (perDay !== undefined && count >= perDay) return false;
      today = { day, count: count + 1 };
      return true;
    },
  };
}
