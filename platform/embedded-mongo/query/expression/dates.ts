import { Long, ObjectId, Timestamp } from 'bson';
import { MongoError, notSupported } from '../../errors.ts';
import type { Document } from '../../types.ts';
import { isNumeric, toWhole } from '../numbers.ts';
import { isDocument, isNullish, typeOf } from '../values.ts';
import {
  addMonths,
  DAY_MS,
  dayOfYear,
  FIXED_UNITS,
  isoWeekOf,
  MONTH_UNITS,
  monthNumberOf,
  parseWeekDay,
  startOfDay,
  startOfMonth,
  startOfWeek,
  weekOfYear,
} from './calendar.ts';
import { formatDate } from './date-format.ts';
import { onNamed, type Operator, type OperatorTable } from './operator.ts';
import { findZone, fromLocal, type Zone } from './zone.ts';

/** Date operators, all of them in a time zone where one is given. */
export const DATES: OperatorTable = [
  ['$dateToString', onNamed(['date'], ['format', 'timezone', 'onNull'], dateToString)],
  ['$dateTrunc', onNamed(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], truncate)],
  ['$dateAdd', onNamed(['startDate', 'unit', 'amount'], ['timezone'], (named) => move(named, 1))],
  [
    '$dateSubtract',
    onNamed(['startDate', 'unit', 'amount'], ['timezone'], (named) => move(named, -1)),
  ],
  ['$dateDiff', onNamed(['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], difference)],
  ['$year', datePart((local) => local.getUTCFullYear())],
  ['$month', datePart((local) => local.getUTCMonth() + 1)],
  ['$dayOfMonth', datePart((local) => local.getUTCDate())],
  ['$dayOfYear', datePart((local) => dayOfYear(local.getTime()))],
  ['$dayOfWeek', datePart((local) => local.getUTCDay() + 1)],
  ['$week', datePart((local) => weekOfYear(local.getTime()))],
  ['$isoWeek', datePart((local) => isoWeekOf(local.getTime()).week)],
  ['$isoWeekYear', datePart((local) => Long.fromNumber(isoWeekOf(local.getTime()).year))],
  ['$isoDayOfWeek', datePart((local) => isoWeekOf(local.getTime()).day)],
  ['$hour', datePart((local) => local.getUTCHours())],
  ['$minute', datePart((local) => local.getUTCMinutes())],
  ['$second', datePart((local) => local.getUTCSeconds())],
  ['$millisecond', datePart((local) => local.getUTCMilliseconds())],
];

/** What MongoDB takes as a date: a Date, a Timestamp, or the time within an ObjectId. */
function millisecondsOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  if (value instanceof Timestamp) return value.getHighBitsUnsigned() * 1000;
  throw new MongoError(16006, `can't convert from BSON type ${typeOf(value)} to Date`);
}

/** Undefined when a timezone is given but null: the result is then null. */
function zoneOf(named: Document): Zone | undefined {
  if (!Object.hasOwn(named, 'timezone')) return findZone('UTC');
  const { timezone } = named;
  if (isNullish(timezone)) return undefined;
  if (typeof timezone === 'string') return findZone(timezone);
  throw new MongoError(40517, `timezone must evaluate to a string, found ${typeOf(timezone)}`);
}

function datePart(read: (local: Date) => number | Long): Operator {
  const onDate = onNamed(['date'], ['timezone'], (named) => {
    const zone = zoneOf(named);
    if (isNullish(named['date']) || zone === undefined) return null;
    const at = millisecondsOf(named['date']);
    return read(new Date(at + zone(at)));
  });
  return (argument, compile, name) => {
    if (isDocument(argument) && Object.hasOwn(argument, 'date'))
      return onDate(argument, compile, name);
    const isList = Array.isArray(argument);
    if (isList && argument.length !== 1)
      throw new MongoError(40536, `${name} accepts exactly one argument`);
    return onDate({ date: isList ? argument[0] : argument }, compile, name);
  };
}

function dateToString(named: Document): unknown {
  const { date, format } = named;
  if (isNullish(date)) return Object.hasOwn(named, 'onNull') ? named['onNull'] : null;
  const zone = zoneOf(named);
  if (zone === undefined || (Object.hasOwn(named, 'format') && isNullish(format))) return null;
  if (format !== undefined && typeof format !== 'string') {
    throw new MongoError(18533, '$dateToString requires that format be a string');
  }
  const standard = `%Y-%m-%dT%H:%M:%S.%L${Object.hasOwn(named, 'timezone') ? '' : 'Z'}`;
  const at = millisecondsOf(date);
  return formatDate(at, zone(at), format ?? standard);
}

function unitOf(named: Document): string {
  const { unit } = named;
  const isKnown =
    typeof unit === 'string' &&
    (unit === 'day' || unit === 'week' || FIXED_UNITS.has(unit) || MONTH_UNITS.has(unit));
  if (isKnown) return unit;
  throw new MongoError(5439014, `unknown time unit value: ${String(unit)}`);
}

function firstDayOf(named: Document): number {
  return named['startOfWeek'] === undefined ? 0 : parseWeekDay(named['startOfWeek']);
}

/** Bins are counted from the start of 2000 in the zone, as MongoDB's are. */
function truncate(named: Document): unknown {
  const { date, binSize = 1 } = named;
  const zone = zoneOf(named);
  const given = [date, named['unit'], binSize];
  if (given.some(isNullish) || zone === undefined) return null;
  const unit = unitOf(named);
  const size = isNumeric(binSize) ? toWhole(binSize) : undefined;
  if (size === undefined || size < 1n) {
    throw new MongoError(5439018, '$dateTrunc requires binSize to be a positive whole number');
  }
  return new Date(truncateTo(millisecondsOf(date), zone, unit, Number(size), firstDayOf(named)));
}

function truncateTo(at: number, zone: Zone, unit: string, size: number, firstDay: number): number {
  const local = at + zone(at);
  const epoch = Date.UTC(2000, 0, 1);
  const cut = (value: number, step: number): number => Math.floor(value / step) * step;
  const fixed = FIXED_UNITS.get(unit);
  if (fixed !== undefined) {
    const reference = fromLocal(epoch, zone);
    return reference + cut(at - reference, fixed * size);
  }
  const months = MONTH_UNITS.get(unit);
  if (months !== undefined) {
    return fromLocal(
      startOfMonth(24_000 + cut(monthNumberOf(local) - 24_000, months * size)),
      zone,
    );
  }
  if (unit === 'day') return fromLocal(epoch + cut(local - epoch, size * DAY_MS), zone);
  if (size !== 1) throw notSupported('$dateTrunc by several weeks');
  return fromLocal(startOfWeek(local, firstDay), zone);
}

function move(named: Document, sign: 1 | -1): unknown {
  const { startDate, amount } = named;
  const zone = zoneOf(named);
  if ([startDate, named['unit'], amount].some(isNullish) || zone === undefined) return null;
  const unit = unitOf(named);
  const steps = isNumeric(amount) ? toWhole(amount) : undefined;
  if (steps === undefined) throw new MongoError(5166405, 'amount must be a whole number');
  const at = millisecondsOf(startDate);
  const count = Number(steps) * sign;
  const fixed = FIXED_UNITS.get(unit);
  if (fixed !== undefined) return new Date(at + fixed * count);
  const local = at + zone(at);
  const months = MONTH_UNITS.get(unit);
  const moved =
    months === undefined
      ? local + count * DAY_MS * (unit === 'week' ? 7 : 1)
      : addMonths(local, months * count);
  return new Date(fromLocal(moved, zone));
}

/** Counts the boundaries of the unit between two instants. */
function difference(named: Document): unknown {
  const { startDate, endDate } = named;
  const zone = zoneOf(named);
  if ([startDate, endDate, named['unit']].some(isNullish) || zone === undefined) return null;
  const unit = unitOf(named);
  const ordinal = (atMs: number): number => {
    const local = atMs + zone(atMs);
    const fixed = FIXED_UNITS.get(unit);
    if (fixed !== undefined) return Math.floor(local / fixed);
    const months = MONTH_UNITS.get(unit);
    if (months !== undefined) return Math.floor(monthNumberOf(local) / months);
    return unit === 'day'
      ? startOfDay(local) / DAY_MS
      : Math.round(startOfWeek(local, firstDayOf(named)) / (7 * DAY_MS));
  };
  return Long.fromNumber(ordinal(millisecondsOf(endDate)) - ordinal(millisecondsOf(startDate)));
}
