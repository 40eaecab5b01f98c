import { MongoError, notSupported } from '../errors.ts';
import { ensure } from './ensure.ts';
import { isNullish } from './values.ts';

/** Writes instants of a time zone so that they end with its offset. */
type Zone = Intl.DateTimeFormat;

const zones = new Map<string, Zone>();
const WEEK_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const FIRST_INSTANT = '0000-01-01T00:00:00.000Z';
/** How much of a written instant each unit keeps. */
const KEPT = { year: 4, quarter: 7, month: 7, week: 10, day: 10, hour: 13, minute: 16, second: 19 };
const KEPT_OF_UNIT = new Map<unknown, number>(Object.entries(KEPT));
/** Where each specifier of a format is read in YYYY-mm-ddTHH:MM:SS.LLL. */
const SPECIFIERS = 'YYYY mm dd HH MM SS LLL';

/** `$dateToString`; the specifiers of weeks and of the zone are refused. */
export function formatDate(date: unknown, format: unknown, timezone: unknown): unknown {
  if ([date, format, timezone].some(isNullish)) return null;
  ensure(typeof format === 'string', 18533, '$dateToString requires that format be a string');
  const { local } = readDate(date, timezone);
  return format.replaceAll(/%([^]?)/gu, (_, specifier: string) => {
    if (specifier === '%') return '%';
    if (!/[YmdHMSL]/.test(specifier)) throw notSupported(`%${specifier} in a date's format`, 18536);
    return local.slice(SPECIFIERS.indexOf(specifier), SPECIFIERS.lastIndexOf(specifier) + 1);
  });
}

/** `$dateTrunc` to one unit: the start of what the date lies in, by the zone's clocks. */
export function truncateDate(date: unknown, unit: unknown, timezone: unknown, weekday: unknown) {
  if ([date, unit, timezone].some(isNullish)) return null;
  const firstDay = WEEK_DAYS.indexOf(String(weekday).toLowerCase());
  ensure(firstDay >= 0, 5439015, 'startOfWeek must be the English name of a day');
  const kept = KEPT_OF_UNIT.get(unit);
  ensure(kept !== undefined, 5439014, 'unknown time unit value');
  const { at, local, zone } = readDate(date, timezone);
  const start = new Date(local.slice(0, kept) + FIRST_INSTANT.slice(kept));
  // Where clocks are set back, an hour comes twice: the date is in one of the two.
  if (kept > KEPT.day) return new Date(at - (Date.parse(local) - start.getTime()));
  if (unit === 'quarter') start.setUTCMonth(start.getUTCMonth() - (start.getUTCMonth() % 3));
  const back = unit === 'week' ? (start.getUTCDay() - firstDay + 7) % 7 : 0;
  const localMs = start.setUTCDate(start.getUTCDate() - back);
  return new Date(localMs - offsetAt(localMs - offsetAt(localMs, zone), zone));
}

/** What the zone's clocks show at a date, written as if it were UTC. */
function readDate(date: unknown, timezone: unknown): { at: number; local: string; zone: Zone } {
  ensure(date instanceof Date, 16006, 'a date is needed');
  const [at, zone] = [date.getTime(), findZone(timezone)];
  const local = new Date(at + offsetAt(at, zone)).toISOString();
  ensure(local.length === FIRST_INSTANT.length, 18537, 'dates have to lie in the years 0-9999');
  return { at, local, zone };
}

/** How far a zone is ahead of UTC: reads "GMT+08:00", "GMT+08:05:43" and "GMT", which is none. */
function offsetAt(atMs: number, zone: Zone): number {
  const [, sign, ...parts] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(zone.format(atMs)) ?? [];
  const [hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  const offsetMs = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return sign === '-' ? -offsetMs : offsetMs;
}

/** Finds a zone by its Olson name; code 40485 when there is none. */
function findZone(timeZone: unknown): Zone {
  ensure(typeof timeZone === 'string', 40517, 'timezone must evaluate to a string');
  try {
    const options = { timeZone, timeZoneName: 'longOffset' } as const;
    const zone = zones.get(timeZone) ?? new Intl.DateTimeFormat('en-US', options);
    zones.set(timeZone, zone);
    return zone;
  } catch {
    throw new MongoError(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
}
