import type { Words } from '../../../platform/http/look/words.ts';

const timeZone = 'Asia/Shanghai';
const dayMs = 24 * 3_600_000;

export type Dates = {
  /** 14:05 */
  readonly toTime: (at: Date) => string;
  /** One day of the office, for comparing: 2026-03-02. */
  readonly toDayKey: (at: Date) => string;
  /** 今天, 昨天, 3月2日星期一 */
  readonly toDayName: (at: Date, now: Date) => string;
};

/** Dates as the office reckons them, whatever the device says its zone is. */
export function createDates(language: string, words: Words): Dates {
  const time = new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(language, {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  });
  const key = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const toDayKey = (at: Date): string => key.format(at);
  return {
    toTime: (at) => time.format(at),
    toDayKey,
    toDayName(at, now) {
      if (toDayKey(at) === toDayKey(now)) return words('log.today');
      if (toDayKey(at) === toDayKey(new Date(now.getTime() - dayMs))) return words('log.yesterday');
      return day.format(at);
    },
  };
}
