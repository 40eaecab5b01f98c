import type { Fold } from './align.ts';

const dayMs = 24 * 3600_000;
const shanghaiOffsetMs = 8 * 3600_000;
const weekdays = '一二三四五六日';
const englishDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The same words; where they count from today or by another calendar, the day in Shanghai is put behind them. */
export function toDatedTime(words: string, at: Date, fold: Fold): string {
  const folded = fold(words);
  const day = findRelativeDay(folded, at) ?? findRocDay(folded);
  return day === undefined || words.includes(day) ? words : `${words}（${day}）`;
}

function findRelativeDay(folded: string, at: Date): string | undefined {
  const back = countDaysBack(folded) ?? countWeekdayBack(folded, at);
  if (back === undefined) return undefined;
  return new Date(at.getTime() + shanghaiOffsetMs - back * dayMs).toISOString().slice(0, 10);
}

function countDaysBack(folded: string): number | undefined {
  if (/大前天/u.test(folded)) return 3;
  if (/前天|前日|前晚|day before yesterday/u.test(folded)) return 2;
  if (/昨天|昨日|昨晚|昨夜|yesterday|last night/u.test(folded)) return 1;
  if (/今天|今日|今早|今晨|\btoday\b|this (?:morning|afternoon|evening)/u.test(folded)) return 0;
  const [, count = ''] =
    /(\d{1,2}|[一二两三四五六七八九])(?:天|日)(?:之|以)?前/u.exec(folded) ?? [];
  if (count !== '') return toCount(count);
  const [, english = ''] = /(\d{1,2}|two|three|four|five|six) days ago/u.exec(folded) ?? [];
  return english === '' ? undefined : toCount(english);
}

const counts: ReadonlyMap<string, number> = new Map([
  ...Array.from('一二三四五六七八九', (letter, n): [string, number] => [letter, n + 1]),
  ['两', 2],
  ...['two', 'three', 'four', 'five', 'six'].map((word, n): [string, number] => [word, n + 2]),
]);

function toCount(word: string): number | undefined {
  return counts.get(word) ?? (/^\d+$/u.test(word) ? Number(word) : undefined);
}

/** 上周三 is of the week before this one, which begins on Monday. */
function countWeekdayBack(folded: string, at: Date): number | undefined {
  const [, ups = '', letter = ''] =
    /(上上?|这|本)个?(?:周|星期|礼拜)([一二三四五六日天])/u.exec(folded) ?? [];
  const [, english = ''] = /last (\w+day)\b/u.exec(folded) ?? [];
  const wanted =
    letter === ''
      ? englishDays.indexOf(english)
      : weekdays.indexOf(letter === '天' ? '日' : letter);
  if (wanted < 0) return undefined;
  const today = (new Date(at.getTime() + shanghaiOffsetMs).getUTCDay() + 6) % 7;
  if (letter === '') return today > wanted ? today - wanted : today + 7 - wanted;
  const weeks = ups.startsWith('上') ? ups.length : 0;
  const back = today - wanted + weeks * 7;
  return back < 0 ? undefined : back;
}

/** 民国115年3月5日 counts from 1911. */
function findRocDay(folded: string): string | undefined {
  const [, year, month = '', day = ''] =
    /民国\s?(\d{2,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]/u.exec(folded) ?? [];
  if (year === undefined) return undefined;
  return `${Number(year) + 1911}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
