import { addDays } from '../shanghai-day.ts';
import { parseDay, type CalendarLine } from './calendar-line.ts';

/** 「春节（休）」, 「春节（班）」 and the like. */
const isWorkWord = /班|work/iu;
const isOffWord = /休|假|holiday|off/iu;

/** The whole-day events of an iCalendar (RFC 5545), where DTEND is the day after; undefined for any other text. */
export function readIcs(text: string): readonly CalendarLine[] | undefined {
  if (!/^BEGIN:VCALENDAR/m.test(text)) return undefined;
  const unfolded = text.replace(/\r?\n[ \t]/g, '');
  const events = unfolded.split(/^BEGIN:VEVENT/m).slice(1);
  return events.map((event, index) => {
    const name = readField(event, 'SUMMARY');
    const after = parseDay(readField(event, 'DTEND'));
    return {
      row: index + 1,
      from: readField(event, 'DTSTART'),
      ...(after !== undefined && { to: addDays(after, -1) }),
      isWorking: toIsWorking(name),
      name,
    };
  });
}

function readField(event: string, field: string): string {
  return new RegExp(`^${field}(?:;[^:\\r\\n]*)?:(.*)$`, 'm').exec(event)?.[1]?.trim() ?? '';
}

function toIsWorking(name: string): boolean | undefined {
  if (isWorkWord.test(name)) return true;
  return isOffWord.test(name) ? false : undefined;
}
