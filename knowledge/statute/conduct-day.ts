import type { Fold } from '../retrieval/index.ts';
import {
  joinSpans,
  monthBefore,
  spanOfDay,
  spanOfMonth,
  spanOfWeek,
  spanOfYear,
  type DaySpan,
  type Month,
} from './day-span.ts';
import { addDays } from './days.ts';
import { readNumeral } from './numerals.ts';

type Now = Month & { readonly today: string };
type Groups = Readonly<Record<string, string | undefined>>;
type Reading = {
  readonly pattern: RegExp;
  readonly read: (found: Groups, now: Now) => DaySpan | undefined;
};

const han = '〇零○一二三四五六七八九十';
const year = `(?<year>[12][0-9]{3}|[〇零○一二三四五六七八九]{4}|(?<![0-9])[0-9]{2}(?=年[0-9]{1,2}月))\\s*年\\s*`;
const month = `(?<month>[0-9]{1,2}|[${han}]{1,2}|元)\\s*月`;
const dayOf = `\\s*(?<day>[0-9]{1,2}|[${han}]{1,3})\\s*[日号]`;
const count = `(?<count>[0-9]{1,3}|[${han}两半]{1,3})`;
const relativeYears: Readonly<Record<string, number>> = { 今: 0, 去: 1, 前: 2, 大前: 3 };
const relativeDays: Readonly<Record<string, number>> = { 今: 0, 昨: 1, 前: 2, 大前: 3 };
const weekdays = '一二三四五六日';

/** Dates that are not of anybody's conduct: of documents and editions, in other calendars, of deadlines. */
const others = new RegExp(
  [
    '《[^《》]*》',
    '[〔\\[(][12][0-9]{3}[〕\\])]\\s*[0-9]*号?',
    `民国\\s*[0-9${han}百]+\\s*年(?:\\s*${month}(?:${dayOf})?)?`,
    `${year}(?:${month})?(?:${dayOf})?(?:的)?(?:第[一二三四五六]次)?` +
      '(?:修订|修正|新修|通过|公布|颁布|施行|实施|版|生效)',
    `${month}(?:${dayOf})?(?:之|以)?前`,
    `(?:每|明|大?后)年(?:${month}(?:${dayOf})?)?`,
    `下个?月(?:${dayOf})?`,
  ]
    .join('|')
    .replaceAll(/\?<(?:year|month|day)>/gu, '?:'),
  'gu',
);

/** From the fullest to the barest; what one has read, the next do not see. */
const readings: readonly Reading[] = [
  {
    pattern: new RegExp(`${year}${month}${dayOf}`, 'gu'),
    read: (found) => spanOfDay(readYear(found), readMonth(found), readDayOfMonth(found)),
  },
  {
    pattern:
      /(?<![0-9])(?<year>[12][0-9]{3})(?<mark>[-./])(?<month>[0-9]{1,2})\k<mark>(?<day>[0-9]{1,2})(?![0-9])/gu,
    read: (found) => spanOfDay(readYear(found), readMonth(found), readDayOfMonth(found)),
  },
  {
    pattern: new RegExp(`${year}${month}`, 'gu'),
    read: (found) => spanOfMonth({ year: readYear(found), month: readMonth(found) }),
  },
  {
    pattern: new RegExp(`(?<ago>大前|[今去前])年(?:${month}(?:${dayOf})?)?`, 'gu'),
    read(found, now) {
      const named = now.year - (relativeYears[found.ago ?? ''] ?? 0);
      if (found.month === undefined) return spanOfYear(named);
      if (found.day === undefined) return spanOfMonth({ year: named, month: readMonth(found) });
      return spanOfDay(named, readMonth(found), readDayOfMonth(found));
    },
  },
  { pattern: new RegExp(year, 'gu'), read: (found) => spanOfYear(readYear(found)) },
  {
    pattern: new RegExp(`(?<ago>上上|上|本|这)个?月(?:${dayOf})?`, 'gu'),
    read(found, now) {
      const named = monthBefore(now, (found.ago ?? '').replaceAll(/[^上]/gu, '').length);
      if (found.day === undefined) return spanOfMonth(named);
      return spanOfDay(named.year, named.month, readDayOfMonth(found));
    },
  },
  {
    pattern: /(?<ago>上上|上|本|这)(?:个)?(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])?/gu,
    read(found, { today }) {
      const week = spanOfWeek(today, (found.ago ?? '').replaceAll(/[^上]/gu, '').length);
      if (found.weekday === undefined) return week;
      const day = addDays(week.from, weekdays.indexOf(found.weekday.replace('天', '日')));
      return { from: day, to: day };
    },
  },
  {
    pattern: /(?<ago>大前|[今昨前])[天日晚早]/gu,
    read: (found, { today }) => onlyDay(addDays(today, -(relativeDays[found.ago ?? ''] ?? 0))),
  },
  {
    pattern: new RegExp(`${count}\\s*(?<unit>天|日|个?星期|个?礼拜|周|个月|年)(?:之|以)?前`, 'gu'),
    read: readAgo,
  },
  {
    pattern: new RegExp(`${month}${dayOf}`, 'gu'),
    read: (found, now) =>
      findLatest(now, (named) => spanOfDay(named, readMonth(found), readDayOfMonth(found))),
  },
  {
    pattern: new RegExp(`(?<![0-9${han}个第每])${month}(?![0-9${han}内以之后前期供日])`, 'gu'),
    read: (found, now) =>
      findLatest(now, (named) => spanOfMonth({ year: named, month: readMonth(found) })),
  },
];

/**
 * The days that a person names as those of the conduct, as one span; a month or a year is all its days. Undefined when
 * they name none, or none that has come yet. `today` is YYYY-MM-DD.
 */
export function readConductDay(text: string, today: string, fold: Fold): DaySpan | undefined {
  const now: Now = { today, year: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)) };
  let left = fold(text).replaceAll(others, '…');
  let span: DaySpan | undefined;
  for (const { pattern, read } of readings) {
    for (const { groups } of left.matchAll(pattern)) {
      const named = groups === undefined ? undefined : read(groups, now);
      if (named !== undefined && named.from <= today) span = joinSpans(span, named);
    }
    left = left.replaceAll(pattern, '…');
  }
  if (span === undefined) return undefined;
  return { from: span.from, to: span.to > today ? today : span.to };
}

function readAgo({ count: written, unit = '' }: Groups, now: Now): DaySpan | undefined {
  const isHalf = written === '半';
  const ago = isHalf ? 0 : readNumeral(written ?? '');
  if (ago === undefined) return undefined;
  if (unit === '年') {
    if (!isHalf) return spanOfYear(now.year - ago);
    return joinSpans(spanOfMonth(monthBefore(now, 7)), spanOfMonth(monthBefore(now, 5)));
  }
  if (unit === '个月') {
    return isHalf ? onlyDay(addDays(now.today, -15)) : spanOfMonth(monthBefore(now, ago));
  }
  return onlyDay(addDays(now.today, -ago * (unit === '天' || unit === '日' ? 1 : 7)));
}

/** Without a year, the last such day or month that has come. */
function findLatest(now: Now, spanIn: (year: number) => DaySpan | undefined): DaySpan | undefined {
  const thisYear = spanIn(now.year);
  return thisYear !== undefined && thisYear.from <= now.today ? thisYear : spanIn(now.year - 1);
}

function onlyDay(day: string): DaySpan {
  return { from: day, to: day };
}

function readYear({ year: written = '' }: Groups): number {
  const read = readNumeral(written) ?? 0;
  return read < 100 ? 2000 + read : read;
}

function readMonth({ month: written = '' }: Groups): number {
  return written === '元' ? 1 : (readNumeral(written) ?? 0);
}

function readDayOfMonth({ day: written = '' }: Groups): number {
  return readNumeral(written) ?? 0;
}
