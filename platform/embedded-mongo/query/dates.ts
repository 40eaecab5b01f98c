import { MongoError, notSupported } from '../errors.ts';
import { ensure } from './ensure.ts';
import { isNullish } from './values.ts';

const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(2000, 0, 1);
const WEEK_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const FIXED_UNITS_MS = new Map<unknown, number>(
  Object.entries({ second: 1000, minute: 60_000, hour: 3_600_000 }),
);
const MONTHS_OF_UNIT = new Map<unknown, number>(Object.entries({ month: 1, quarter: 3, year: 12 }));
/** Where each specifier of a format is read in YYYY-mm-ddTHH:MM:SS.LLL. */
const SPECIFIERS = 'YYYY mm dd HH MM SS LLL';

/** Writes instants of a time zone so that they end with its offset. */
type Zone = Intl.DateTimeFormat;
const zones = new Map<string, Zone>();

/** `$dateToString`; the specifiers of weeks and of the zone are refused. */
export function formatDate(date: unknown, format: unknown, timezone: unknown): unknown {
  if ([date, format, timezone].some(isNullish)) return null;
  ensure(date instanceof Date, 16006, 'a date is needed');
  ensure(typeof format === 'string', 18533, '$dateToString requires that format be a string');
  const local = toLocal(date.getTime(), findZone(timezone)).toISOString();
  ensure(local.length === 24, 18537, '$dateToString is only defined on years 0-9999');
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
  ensure(date instanceof Date, 16006, 'a date is needed');
  const zone = findZone(timezone);
  const fixed = FIXED_UNITS_MS.get(unit);
  if (fixed !== undefined) return new Date(cut(date.getTime(), fixed, fromLocal(EPOCH, zone)));
  return new Date(fromLocal(startOf(unit, toLocal(date.getTime(), zone), firstDay), zone));
}

function startOf(unit: unknown, local: Date, firstDay: number): number {
  const day = cut(local.getTime(), DAY_MS, EPOCH);
  if (unit === 'day') return day;
  if (unit === 'week') return day - ((local.getUTCDay() - firstDay + 7) % 7) * DAY_MS;
  const months = MONTHS_OF_UNIT.get(unit);
  ensure(months !== undefined, 5439014, 'unknown time unit value');
  const month = local.getUTCMonth();
  return new Date(0).setUTCFullYear(local.getUTCFullYear(), month - (month % months), 1);
}

function cut(value: number, step: number, origin: number): number {
  return origin + Math.floor((value - origin) / step) * step;
}

/** The instant whose UTC reading is what the zone's clocks show. */
function toLocal(atMs: number, zone: Zone): Date {
  return new Date(atMs + offsetAt(atMs, zone));
}

/** The instant at which the zone's clocks show the given local time. */
function fromLocal(localMs: number, zone: Zone): number {
  return localMs - offsetAt(localMs - offsetAt(localMs, zone), zone);
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
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  try {
    const zone = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    zones.set(timeZone, zone);
    return zone;
  } catch {
    throw new MongoError(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
}
