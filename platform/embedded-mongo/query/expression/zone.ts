import { MongoError } from '../../errors.ts';

/** A time zone: how far its clocks are ahead of UTC at an instant, in milliseconds. */
export type Zone = (atMs: number) => number;

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const MAX_REMEMBERED = 50_000;
const zones = new Map<string, Zone>([['UTC', () => 0]]);

/** Finds a zone by Olson name or offset ("+08:00", "+0800", "+08"); code 40485 when there is none. */
export function findZone(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = fixedZone(name) ?? namedZone(name);
  zones.set(name, zone);
  return zone;
}

/** The instant at which the zone's clocks show the given local time. */
export function fromLocal(localMs: number, zone: Zone): number {
  return localMs - zone(localMs - zone(localMs));
}

function fixedZone(name: string): Zone | undefined {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(name);
  if (match === null) return undefined;
  const [, sign, hours, minutes = '0'] = match;
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS * (sign === '-' ? -1 : 1);
  return () => offset;
}

function namedZone(name: string): Zone {
  const format = openFormat(name);
  const remembered = new Map<number, number>();
  return (atMs) => {
    const quarter = Math.floor(atMs / QUARTER_MS);
    const known = remembered.get(quarter);
    if (known !== undefined) return known;
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const offset = readOffset(format, quarter * QUARTER_MS);
    remembered.set(quarter, offset);
    return offset;
  };
}

function openFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    const two = '2-digit';
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
  } catch {
    throw new MongoError(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
}

function readOffset(format: Intl.DateTimeFormat, atMs: number): number {
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const year = parts.get('era')?.startsWith('B') === true ? 1 - read('year') : read('year');
  const local = new Date(0);
  local.setUTCFullYear(year, read('month') - 1, read('day'));
  local.setUTCHours(read('hour'), read('minute'), read('second'));
  return local.getTime() - atMs;
}
