import { addDays, countDays, type Day } from '../shanghai-day.ts';
import { parseDay, type CalendarLine } from './calendar-line.ts';
import type { NamedDay } from './calendar.ts';
import { readIcs } from './read-ics.ts';
import { readJson } from './read-json.ts';
import { readRows } from './read-rows.ts';

/** Why a row was not taken; `twice` where a day is said to be both. */
export type CalendarFault = {
  readonly row: number;
  readonly reason: 'date' | 'kind' | 'range' | 'twice';
};

/** What a file says of days; `isUnreadable` where nothing in it looks like a calendar. */
export type ReadCalendar = {
  readonly days: readonly NamedDay[];
  readonly faults: readonly CalendarFault[];
  readonly isUnreadable: boolean;
};

export type CalendarSource =
  | { readonly kind: 'rows'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'text'; readonly text: string };

/** No holiday is longer. */
const longestRange = 31;

/** Reads a table (date or range, kind, name), JSON as holiday lists are published, or an iCalendar. */
export function readCalendar(source: CalendarSource): ReadCalendar {
  const lines = readLines(source);
  if (lines === undefined) return { days: [], faults: [], isUnreadable: true };
  const days = new Map<Day, NamedDay>();
  const faults: CalendarFault[] = [];
  for (const line of lines) {
    const read = toDays(line);
    if (typeof read === 'string') {
      faults.push({ row: line.row, reason: read });
      continue;
    }
    for (const one of read) {
      const known = days.get(one.day);
      if (known !== undefined && known.isWorking !== one.isWorking) {
        faults.push({ row: line.row, reason: 'twice' });
      } else {
        days.set(one.day, one);
      }
    }
  }
  const inOrder = [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return { days: inOrder, faults, isUnreadable: false };
}

function readLines(source: CalendarSource): readonly CalendarLine[] | undefined {
  if (source.kind === 'rows') return readRows(source.rows);
  return readIcs(source.text) ?? readJson(source.text);
}

function toDays(line: CalendarLine): readonly NamedDay[] | CalendarFault['reason'] {
  const { isWorking, name } = line;
  const from = parseDay(line.from);
  const to = line.to === undefined || line.to.trim() === '' ? from : parseDay(line.to);
  if (from === undefined || to === undefined) return 'date';
  if (isWorking === undefined) return 'kind';
  const length = countDays(from, to) + 1;
  if (length < 1 || length > longestRange) return 'range';
  return Array.from({ length }, (_, at) => ({
    day: addDays(from, at),
    isWorking,
    ...(name !== undefined && name !== '' && { name: name.slice(0, 40) }),
  }));
}
