import { encodeKey, encodeStringPrefix, RANK, rankOf } from '../storage/keys.ts';
import type { Condition } from './conditions.ts';

/** A stretch of one index field's encoded values; a point is one whole value. */
export interface Interval {
  readonly start: Buffer;
  readonly end: Buffer;
  readonly isPoint: boolean;
}

export interface FieldIntervals {
  readonly intervals: readonly Interval[];
  /** True when the intervals hold exactly what the conditions let through (no array involved). */
  readonly isExact: boolean;
}

/** Follows every byte that an encoded value can continue with. */
const AFTER = Buffer.from([0xff]);
/** The same behind an unterminated string, whose inverted ending starts with FF FE. */
const AFTER_PREFIX = Buffer.from([0xff, 0xff, 0xff]);

/** The stretches of one field that its conditions allow; undefined when they allow everything. */
export function toIntervals(
  conditions: readonly Condition[],
  direction: 1 | -1,
  isMultikey: boolean,
): FieldIntervals | undefined {
  const points = conditions.find((condition) => condition.kind === 'points');
  if (points !== undefined) {
    return {
      intervals: distinctPoints(points.values, direction),
      isExact: conditions.length === 1 && !points.values.includes(null),
    };
  }
  const prefix = conditions.find((condition) => condition.kind === 'prefix');
  if (prefix !== undefined) {
    const start = encodeStringPrefix(prefix.prefix, direction);
    const strings = { start, end: Buffer.concat([start, AFTER_PREFIX]), isPoint: false };
    return { intervals: [strings, toPoint(prefix.pattern, direction)], isExact: false };
  }
  return toRange(conditions, direction, isMultikey);
}

function distinctPoints(values: readonly unknown[], direction: 1 | -1): Interval[] {
  const points = values.map((value) => toPoint(value, direction));
  if (points.length === 1) return points;
  const sorted = points.toSorted((a, b) => a.start.compare(b.start));
  return sorted.filter((point, i) => i === 0 || !point.start.equals(sorted[i - 1]?.start ?? AFTER));
}

function toPoint(value: unknown, direction: 1 | -1): Interval {
  const start = encodeKey([value], [direction]);
  return { start, end: Buffer.concat([start, AFTER]), isPoint: true };
}

/** Two bounds of an array may be met by two of its elements, so only one may be used there. */
function toRange(
  conditions: readonly Condition[],
  direction: 1 | -1,
  isMultikey: boolean,
): FieldIntervals | undefined {
  const above = conditions.find((condition) => condition.kind === 'above');
  const below = conditions.find((condition) => condition.kind === 'below');
  const low = above ?? below;
  if (low === undefined) return undefined;
  const rank = rankOf(low.value);
  const upper = isMultikey && above !== undefined ? undefined : below;
  const isOneType = above === undefined || below === undefined || rankOf(below.value) === rank;
  const edges = {
    low: above && toEdge(above.value, direction, !above.isInclusive),
    high: upper && isOneType ? toEdge(upper.value, direction, upper.isInclusive) : undefined,
  };
  return {
    intervals: [direction === 1 ? ascending(edges, rank) : descending(edges, rank)],
    // NaN lies before all numbers, but is not below any.
    isExact:
      isOneType &&
      conditions.length === (above && below ? 2 : 1) &&
      (above !== undefined || rank !== RANK.number),
  };
}

interface Edges {
  readonly low: Edge | undefined;
  readonly high: Edge | undefined;
}

/** An encoded bound; `isPast` puts the edge behind every key that holds the value. */
interface Edge {
  readonly bytes: Buffer;
  readonly isPast: boolean;
}

function toEdge(value: unknown, direction: 1 | -1, isPast: boolean): Edge {
  return { bytes: encodeKey([value], [direction]), isPast };
}

function ascending({ low, high }: Edges, rank: number): Interval {
  return {
    start: low === undefined ? Buffer.from([rank]) : place(low, low.isPast),
    end: high === undefined ? Buffer.from([rank + 1]) : place(high, high.isPast),
    isPoint: false,
  };
}

/** Inverted bytes run from the greatest value to the least. */
function descending({ low, high }: Edges, rank: number): Interval {
  const first = ~rank & 0xff;
  return {
    start: high === undefined ? Buffer.from([first]) : place(high, !high.isPast),
    end: low === undefined ? Buffer.from([first + 1]) : place(low, !low.isPast),
    isPoint: false,
  };
}

function place({ bytes }: Edge, isAfter: boolean): Buffer {
  return isAfter ? Buffer.concat([bytes, AFTER]) : bytes;
}
