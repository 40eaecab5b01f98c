import { ObjectId } from 'bson';
import { MongoError, notSupported } from '../../errors.ts';
import type { Document } from '../../types.ts';
import { isNumeric, toWhole } from '../numbers.ts';
import { isDocument, isNullish, typeOf } from '../values.ts';
import {
  DAY_MS,
  dayOfYear,
  isoWeekOf,
  parseWeekDay,
  startOfMonth,
  startOfWeek,
} from './calendar.ts';
import { onNamed, type Operator, type OperatorTable } from './operator.ts';
import { findZone, fromLocal, type Zone } from './zone.ts';

const PARTS = new Map<string, (local: Date) => number>([
  ['$year', (local) => local.getUTCFullYear()],
  ['$month', (local) => local.getUTCMonth() + 1],
  ['$dayOfMonth', (local) => local.getUTCDate()],
  ['$dayOfYear', (local) => dayOfYear(local.getTime())],
  ['$dayOfWeek', (local) => local.getUTCDay() + 1],
  ['$hour', (local) => local.getUTCHours()],
  ['$minute', (local) => local.getUTCMinutes()],
  ['$second', (local) => local.getUTCSeconds()],
  ['$millisecond', (local) => local.getUTCMilliseconds()],
]);

/** Date operators, all of them in a time zone where one is given. */
export const DATES: OperatorTable = [
  ['$dateToString', onNamed(['date'], ['format', 'timezone', 'onNull'], dateToString)],
  ['$dateTrunc', onNamed(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], truncate)],
  ...[...PARTS].map(([name, read]) => [name, compilePart(read)] as const),
];

/** What each specifier of a format writes: a number of at least so many digits. */
const SPECIFIERS = new Map<string, (local: Date) => [number, number]>([
  ['Y', (local) => [local.getUTCFullYear(), 4]],
  ['m', (local) => [local.getUTCMonth() + 1, 2]],
  ['d', (local) => [local.getUTCDate(), 2]],
  ['H', (local) => [local.getUTCHours(), 2]],
  ['M', (local) => [local.getUTCMinutes(), 2]],
  ['S', (local) => [local.getUTCSeconds(), 2]],
  ['L', (local) => [local.getUTCMilliseconds(), 3]],
  ['j', (local) => [dayOfYear(local.getTime()), 3]],
  ['w', (local) => [local.getUTCDay() + 1, 1]],
  ['u', (local) => [local.getUTCDay() || 7, 1]],
  ['G', (local) => [isoWeekOf(local.getTime()).year, 4]],
  ['V', (local) => [isoWeekOf(local.getTime()).week, 2]],
]);

const FIXED_UNITS = new Map([
  ['millisecond', 1],
  ['second', 1000],
  ['minute', 60_000],
  ['hour', 3_600_000],
]);

const MONTHS_OF_UNIT = new Map([
  ['month', 1],
  ['quarter', 3],
  ['year', 12],
]);

function millisecondsOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  throw new MongoError(16006, `can't convert from BSON type ${typeOf(value)} to Date`);
}

/** Undefined when a timezone is given but null: the result is then null. */
function zoneOf(named: Document): Zone | undefined {
  const timezone = Object.hasOwn(named, 'timezone') ? named['timezone'] : 'UTC';
  if (typeof timezone === 'string') return findZone(timezone);
  if (isNullish(timezone)) return undefined;
  throw new MongoError(40517, `timezone must evaluate to a string, found ${typeOf(timezone)}`);
}

function compilePart(read: (local: Date) => number): Operator {
  const onDate = onNamed(['date'], ['timezone'], (named) => {
    const zone = zoneOf(named);
    if (isNullish(named['date']) || zone === undefined) return null;
    const at = millisecondsOf(named['date']);
    return read(new Date(at + zone(at)));
  });
  return (argument, compile, name) => {
    if (isDocument(argument) && Object.hasOwn(argument, 'date'))
      return onDate(argument, compile, name);
    return onDate({ date: Array.isArray(argument) ? argument[0] : argument }, compile, name);
  };
}

function dateToString(named: Document): unknown {
  const { date, format } = named;
  if (isNullish(date)) return named['onNull'] ?? null;
  const zone = zoneOf(named);
  if (zone === undefined || format === null) return null;
  if (format !== undefined && typeof format !== 'string') {
    throw new MongoError(18533, '$dateToString requires that format be a string');
  }
  const at = millisecondsOf(date);
  const offset = zone(at);
  const { timezone = 'UTC' } = named;
  const isUtc = typeof timezone === 'string' && /^(?:UTC|GMT|[+-]00:?(?:00)?)$/.test(timezone);
  const standard = `%Y-%m-%dT%H:%M:%S.%L${isUtc ? 'Z' : ''}`;
  return (format ?? standard).replaceAll(/%([^]?)/gu, (_, specifier: string) =>
    writePart(specifier, new Date(at + offset), offset / 60_000),
  );
}

function writePart(specifier: string, local: Date, offsetMinutes: number): string {
  if (specifier === '%') return '%';
  const sign = offsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(Math.trunc(offsetMinutes));
  if (specifier === 'Z') return sign + pad(minutes, 3);
  if (specifier === 'z') return sign + pad(Math.floor(minutes / 60) * 100 + (minutes % 60), 4);
  const read = SPECIFIERS.get(specifier);
  if (read !== undefined) return pad(...read(local));
  throw new MongoError(18536, `Invalid format character '%${specifier}' in format string`);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function truncate(named: Document): unknown {
  const { date, unit, binSize = 1, startOfWeek: firstDay = 'sunday' } = named;
  const zone = zoneOf(named);
  if ([date, unit, binSize].some(isNullish) || zone === undefined) return null;
  const size = isNumeric(binSize) ? Number(toWhole(binSize)) : Number.NaN;
  if (!(size >= 1)) throw new MongoError(5439018, '$dateTrunc requires a positive whole binSize');
  const day = typeof firstDay === 'string' ? parseWeekDay(firstDay) : -1;
  if (day < 0)
    throw new MongoError(5439015, '$dateTrunc requires startOfWeek to be a day of the week');
  return new Date(truncateTo(millisecondsOf(date), zone, String(unit), size, day));
}

/** Bins are counted from the start of 2000 in the zone, as MongoDB's are. */
function truncateTo(at: number, zone: Zone, unit: string, size: number, firstDay: number): number {
  const local = at + zone(at);
  const epoch = Date.UTC(2000, 0, 1);
  const fixed = FIXED_UNITS.get(unit);
  if (fixed !== undefined) return cut(at, fixed * size, fromLocal(epoch, zone));
  if (unit === 'day') return fromLocal(cut(local, size * DAY_MS, epoch), zone);
  const months = MONTHS_OF_UNIT.get(unit);
  if (months !== undefined) {
    const date = new Date(local);
    const number = date.getUTCFullYear() * 12 + date.getUTCMonth();
    return fromLocal(startOfMonth(cut(number, months * size, 24_000)), zone);
  }
  if (unit !== 'week') throw new MongoError(5439014, `unknown time unit value: ${unit}`);
  if (size !== 1) throw notSupported('$dateTrunc by several weeks');
  return fromLocal(startOfWeek(local, firstDay), zone);
}

function cut(value: number, step: number, origin: number): number {
  return origin + Math.floor((value - origin) / step) * step;
}
