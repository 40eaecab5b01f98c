import type { OfficeHours } from '../bot/index.ts';
import { toDayStart, toShanghaiDay } from '../tickets/index.ts';

/** When a person wishes to be rung; `part` is how it is said back to them. */
export type CallTime = {
  readonly at: Date;
  readonly part: 'soon' | 'morning' | 'afternoon' | 'exact';
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const opensAt = { morning: 9, afternoon: 14 } as const;
/** From this hour on the half of the day is as good as over. */
const closesAt = { morning: 11, afternoon: 16.5 } as const;

const days: ReadonlyMap<string, number> = new Map([
  ['今天', 0],
  ['明天', 1],
  ['后天', 2],
]);
const numerals = '一二三四五六七八九十';

/** Reads 尽快, 上午, 下午 or a moment such as 明天下午3点半, always within office hours; undefined when it is none. */
export function readCallTime(
  folded: string,
  at: Date,
  { nextOpening }: Pick<OfficeHours, 'nextOpening'>,
): CallTime | undefined {
  const text = folded.replaceAll(/\s/gu, '');
  if (/尽快|马上|现在|随时|都行|都可以|soon/u.test(text))
    return { at: nextOpening(at), part: 'soon' };
  const offset = [...days].find(([word]) => text.includes(word))?.[1];
  const half = /下午|afternoon/u.test(text)
    ? 'afternoon'
    : /上午|早上|morning/u.test(text)
      ? 'morning'
      : undefined;
  const hour = readHour(text, half === 'afternoon');
  const midnight = toDayStart(toShanghaiDay(at)).getTime();
  if (hour !== undefined) {
    const wished = new Date(midnight + (offset ?? 0) * dayMs + hour * hourMs);
    const next = wished > at ? wished : new Date(wished.getTime() + dayMs);
    return { at: nextOpening(next), part: 'exact' };
  }
  if (half === undefined) return undefined;
  const isOver = offset === undefined && at.getTime() >= midnight + closesAt[half] * hourMs;
  const day = midnight + (offset ?? (isOver ? 1 : 0)) * dayMs;
  const opening = nextOpening(new Date(day + opensAt[half] * hourMs));
  const opened = toDayStart(toShanghaiDay(opening)).getTime();
  const begins = new Date(opened + opensAt[half] * hourMs);
  return { at: begins > at ? begins : nextOpening(at), part: half };
}

function readHour(text: string, isAfternoon: boolean): number | undefined {
  const [, digits, half] =
    /(\d{1,2}|十[一二]?|[一二两三四五六七八九])(?:点|:00)(半)?/u.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const hour = /\d/.test(digits) ? Number(digits) : readNumeral(digits);
  if (hour > 23) return undefined;
  return (isAfternoon && hour < 12 ? hour + 12 : hour) + (half === undefined ? 0 : 0.5);
}

function readNumeral(word: string): number {
  if (word === '两') return 2;
  return Array.from(word).reduce((sum, numeral) => sum + numerals.indexOf(numeral) + 1, 0);
}
