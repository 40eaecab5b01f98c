import { MongoError } from '../errors.ts';
import { ensure } from './ensure.ts';

/** A time zone: how far its clocks are ahead of UTC at an instant, in milliseconds. */
export type Zone = (atMs: number) => number;

const QUARTER_MS = 900_000;
const MAX_REMEMBERED = 50_000;
const zones = new Map<string, Zone>();

/** Finds a zone by Olson name or offset ("+08:00", "+0800", "+08"); code 40485 when there is none. */
export function findZone(name: unknown): Zone {
  ensure(typeof name === 'string', 40517, 'timezone must evaluate to a string');
  const known = zones.get(name);
  if (known !== undefined) return known;
  const isOffset = /^[+-]\d\d(?::?\d\d)?$/.test(name);
  const zone = isOffset ? () => readOffset(name) : openZone(name);
  zones.set(name, zone);
  return zone;
}

/** The instant at which the zone's clocks show the given local time. */
export function fromLocal(localMs: number, zone: Zone): number {
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
