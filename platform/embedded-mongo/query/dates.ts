import { MongoError, notSupported } from '../errors.ts';
import { ensure } from './ensure.ts';
import { isNullish } from './values.ts';

/** A time zone: how far its clocks are ahead of UTC at an instant, in milliseconds. */
type Zone = (atMs: number) => number;

const QUARTER_MS = 900_000;
const MAX_REMEMBERED = 50_000;
const zones = new Map<string, Zone>();
const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(2000, 0, 1);
const WEEK_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const FIXED_UNITS_MS = new Map<unknown, number>(
  Object.entries({ millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 }),
);
const MONTHS_OF_UNIT = new Map<unknown, number>(Object.entries({ month: 1, quarter: 3, year: 12 }));
/** Where each specifier of a format is read in YYYY-mm-ddTHH:MM:SS.LLL. */
const SPECIFIERS = 'YYYY mm dd HH MM SS LLL';

/** `$dateToString`; the specifiers of weeks and of the zone are refused. */
export function formatDate(date: unknown, format: unknown, timezone: unknown): unknown {
  if (isNullish(date) || isNullish(format) || isNullish(timezone)) return null;
  ensure(date instanceof Date, 16006, 'a date is needed');
  const at = date.getTime();
  const local = new Date(at + findZone(timezone)(at)).toISOString();
  ensure(local.length === 24, 18537, '$dateToString is only defined on years 0-9999');
  ensure(typeof format === 'string', 18533, '$dateToString requires that format be a string');
  return format.replaceAll(/%([^]?)/gu, (_, specifier: string) => {
    if (specifier === '%') return '%';
    if (!/[YmdHMSL]/.test(specifier)) throw notSupported(`%${specifier} in a date's format`, 18536);
    return local.slice(SPECIFIERS.indexOf(specifier), SPECIFIERS.lastIndexOf(specifier) + 1);
  });
}

/** `$dateTrunc` to one unit: the start of what the date lies in, by the zone's clocks. */
export function truncateDate(date: unknown, unit: unknown, timezone: unknown, weekday: unknown) {
  if (isNullish(date) || isNullish(unit) || isNullish(timezone)) return null;
  const firstDay = WEEK_DAYS.indexOf(String(weekday).toLowerCase());
  ensure(firstDay >= 0, 5439015, 'startOfWeek must be the English name of a day');
  ensure(date instanceof Date, 16006, 'a date is needed');
  const at = date.getTime();
  const zone = findZone(timezone);
  const fixed = FIXED_UNITS_MS.get(unit);
  if (fixed !== undefined) return new Date(cut(at, fixed, fromLocal(EPOCH, zone)));
  return new Date(fromLocal(startOf(unit, new Date(at + zone(at)), firstDay), zone));
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

/** Finds a zone by Olson name or offset ("+08:00", "+0800", "+08"); code 40485 when there is none. */
function findZone(name: unknown): Zone {
  ensure(typeof name === 'string', 40517, 'timezone must evaluate to a string');
  const known = zones.get(name);
  if (known !== undefined) return known;
  const isOffset = /^[+-]\d\d(?::?\d\d)?$/.test(name);
  const zone = isOffset ? () => readOffset(name) : openZone(name);
  zones.set(name, zone);
  return zone;
}

/** The instant at which the zone's clocks show the given local time. */
function fromLocal(localMs: number, zone: Zone): number {
  return localMs - zone(localMs - zone(localMs));
}

/** Remembers offsets, for asking is slow; they change at quarters of an hour at most. */
function openZone(timeZone: string): Zone {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    throw new MongoError(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
  const remembered = new Map<number, number>();
  return (atMs) => {
    const quarter = Math.floor(atMs / QUARTER_MS);
    const offset = remembered.get(quarter) ?? readOffset(format.format(quarter * QUARTER_MS));
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(quarter, offset);
    return offset;
  };
}

/** Reads "+08", "+0800", "GMT+08:05:43" and "GMT", which is none. */
function readOffset(text: string): number {
  const match = /([+-])(\d\d):?(\d\d)?(?::(\d\d))?$/.exec(text);
  const [, sign, hours = 0, minutes = 0, seconds = 0] = match ?? [];
  const offset = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000;
  return sign === '-' ? -offset : offset;
}
