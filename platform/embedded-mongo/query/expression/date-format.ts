import { MongoError } from '../../errors.ts';
import { dayOfYear, isoWeekOf, weekOfYear } from './calendar.ts';
import { MINUTE_MS } from './zone.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

type Write = (local: Date, offsetMinutes: number) => string;

const SPECIFIERS = new Map<string, Write>([
  ['d', (local) => pad(local.getUTCDate(), 2)],
  ['G', (local) => pad(isoWeekOf(local.getTime()).year, 4)],
  ['H', (local) => pad(local.getUTCHours(), 2)],
  ['j', (local) => pad(dayOfYear(local.getTime()), 3)],
  ['L', (local) => pad(local.getUTCMilliseconds(), 3)],
  ['m', (local) => pad(local.getUTCMonth() + 1, 2)],
  ['M', (local) => pad(local.getUTCMinutes(), 2)],
  ['S', (local) => pad(local.getUTCSeconds(), 2)],
  ['w', (local) => String(local.getUTCDay() + 1)],
  ['u', (local) => String(isoWeekOf(local.getTime()).day)],
  ['U', (local) => pad(weekOfYear(local.getTime()), 2)],
  ['V', (local) => pad(isoWeekOf(local.getTime()).week, 2)],
  ['Y', (local) => pad(local.getUTCFullYear(), 4)],
  ['b', (local) => monthName(local).slice(0, 3)],
  ['B', monthName],
  [
    'z',
    (_, minutes) =>
      sign(minutes) + pad(Math.trunc(Math.abs(minutes) / 60), 2) + pad(Math.abs(minutes) % 60, 2),
  ],
  ['Z', (_, minutes) => sign(minutes) + pad(Math.abs(minutes), 3)],
  ['%', () => '%'],
]);

/** Writes an instant by MongoDB's format specifiers; code 18536 for an unknown one. */
export function formatDate(atMs: number, offsetMs: number, format: string): string {
  const local = new Date(atMs + offsetMs);
  return format.replaceAll(/%([^]?)/gu, (_, specifier: string) => {
    const write = SPECIFIERS.get(specifier);
    if (write !== undefined) return write(local, Math.trunc(offsetMs / MINUTE_MS));
    throw new MongoError(18536, `Invalid format character '%${specifier}' in format string`);
  });
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function sign(minutes: number): string {
  return minutes < 0 ? '-' : '+';
}

function monthName(local: Date): string {
  return MONTHS[local.getUTCMonth()] ?? '';
}
