import { MongoError } from '../errors.ts';
import { isDocument } from '../query/index.ts';
import { encodeKey, RANK } from '../storage/keys.ts';
import type { Document } from '../types.ts';

/** A stretch of encoded values, from `low` to before `high`; a point is one whole value. */
export interface Interval {
  readonly low: Buffer;
  readonly high: Buffer;
  readonly isPoint: boolean;
}

/** What an operator lets through of one path: stretches apart from each other, in ascending order. */
export interface Bounds {
  readonly intervals: readonly Interval[];
  /** Nothing else lies within them, as long as no array is involved. */
  readonly isExact: boolean;
  /** A missing field does not meet it. */
  readonly needsValue: boolean;
}

/** What a filter says, as far as an index can use it. */
export interface Conditions {
  /** All bounds of a path hold together. */
  readonly paths: ReadonlyMap<string, readonly Bounds[]>;
  /** The alternatives of each `$or`, to be planned one by one. */
  readonly alternatives: readonly (readonly Document[])[];
  /** True when nothing of the filter is left out. */
  readonly isWhole: boolean;
}

/** Follows every byte that an encoded value can continue with. */
const AFTER = Buffer.of(0xff);
const NOT_A_NUMBER = encodeKey([Number.NaN]);
/** Two lists of more pairs than this are not worth comparing. */
const MAX_PAIRS = 10_000;
/** `$exists`: any value at all. */
export const ANY: Bounds = {
  intervals: [{ low: Buffer.alloc(0), high: AFTER, isPoint: false }],
  isExact: false,
  needsValue: true,
};
/** Types whose ranges hold values of that type only. */
const RANGE_RANKS = new Set<number>([RANK.number, RANK.string, RANK.date, RANK.objectId]);

/** Lies behind every key that starts with an encoded value. */
export function past(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, AFTER]);
}

/** Reads the part of a (valid) filter that indexes can answer; the bounds are supersets of it. */
export function readBounds(filter: Document): Conditions {
  const paths = new Map<string, Bounds[]>();
  const alternatives: Document[][] = [];
  let isWhole = true;
  const read = (part: Document): void => {
    for (const [name, value] of Object.entries(part)) {
      if (name === '$and') documentsOf(value).forEach(read);
      else if (name === '$or') {
        alternatives.push(documentsOf(value));
        isWhole = false;
      } else if (name.startsWith('$')) isWhole &&= name === '$comment';
      else {
        const known = paths.get(name) ?? [];
        const found = toOperators(value).map(([operator, operand]) => toBounds(operator, operand));
        const usable = found.filter((bounds) => bounds !== undefined);
        isWhole &&= usable.length === found.length;
        if (usable.length > 0) paths.set(name, [...known, ...usable]);
      }
    }
  };
  read(filter);
  return { paths, alternatives, isWhole };
}

/** The parts of `$and` and the like; the filter was compiled before, so they are documents. */
export function documentsOf(parts: unknown): Document[] {
  return Array.isArray(parts) ? parts.filter(isDocument) : [];
}

function toOperators(value: unknown): [string, unknown][] {
  return isOperators(value) ? Object.entries(value) : [['$eq', value]];
}

function isOperators(value: unknown): value is Document {
  return isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true;
}

/** The bounds of one operator; undefined when an index cannot tell, or no key can hold the value. */
function toBounds(operator: string, operand: unknown): Bounds | undefined {
  try {
    if (operator === '$eq') return toPoints([operand]);
    if (operator === '$in') return Array.isArray(operand) ? toPoints(operand) : undefined;
    if (operator === '$exists') return operand === true || operand === 1 ? ANY : undefined;
    if (/^\$[gl]te?$/.test(operator)) return toRange(operator, operand);
    return operator === '$elemMatch' ? toElementBounds(operand) : undefined;
  } catch (error) {
    if (error instanceof MongoError) return undefined;
    throw error;
  }
}

/** An array is keyed by its elements, so it is no point. */
function toPoints(values: readonly unknown[]): Bounds | undefined {
  if (values.some((value) => value === undefined || Array.isArray(value))) return undefined;
  const keys = values.map((value) => encodeKey([value])).toSorted((a, b) => a.compare(b));
  const distinct = keys.filter((key, i) => keys[i - 1]?.equals(key) !== true);
  const intervals = distinct.map((key) => ({
    low: key,
    high: past(key),
    isPoint: true,
  }));
  const hasNull = values.includes(null);
  return { intervals, isExact: !hasNull, needsValue: !hasNull };
}

function toRange(operator: string, value: unknown): Bounds | undefined {
  const bytes = encodeKey([value]);
  const [rank = 0] = bytes;
  if (!RANGE_RANKS.has(rank) || bytes.equals(NOT_A_NUMBER)) return undefined;
  const bound = operator === '$gt' || operator === '$lte' ? past(bytes) : bytes;
  // NaN lies before all numbers, but is not below any.
  const floor = past(rank === RANK.number ? NOT_A_NUMBER : Buffer.of(rank - 1));
  const isLow = operator.startsWith('$g');
  const [low, high] = isLow ? [bound, Buffer.of(rank + 1)] : [floor, bound];
  return { intervals: [{ low, high, isPoint: false }], isExact: true, needsValue: true };
}

/** What one element meets as a whole; fields within elements are left to the filter. */
function toElementBounds(operand: unknown): Bounds | undefined {
  if (!isOperators(operand)) return undefined;
  const found = toOperators(operand).map(([operator, inner]) => toBounds(operator, inner));
  const usable = found.filter((bounds) => bounds !== undefined);
  return usable.length === 0 ? undefined : { ...usable.reduce(intersect), isExact: false };
}

/** What lies within both. */
export function intersect(a: Bounds, b: Bounds): Bounds {
  if (a.intervals.length * b.intervals.length > MAX_PAIRS) return { ...a, isExact: false };
  const intervals = a.intervals.flatMap((x) =>
    b.intervals.flatMap((y): Interval[] => {
      const low = x.low.compare(y.low) >= 0 ? x.low : y.low;
      const high = x.high.compare(y.high) <= 0 ? x.high : y.high;
      if (low.compare(high) >= 0) return [];
      return [{ low, high, isPoint: x.isPoint || y.isPoint }];
    }),
  );
  const needsValue = a.needsValue || b.needsValue;
  return { intervals, isExact: a.isExact && b.isExact, needsValue };
}

/** Does what `conditions` say imply `wanted`, a partial index's filter? */
export function implies(conditions: Conditions, wanted: Conditions): boolean {
  const isMet = ([path, all]: [string, readonly Bounds[]]): boolean =>
    all.every((one) => conditions.paths.get(path)?.some((known) => covers(one, known)) === true);
  return wanted.isWhole && [...wanted.paths].every(isMet);
}

function covers(wanted: Bounds, known: Bounds): boolean {
  if (wanted === ANY) return known.needsValue;
  const isWithin = ({ low, high }: Interval): boolean =>
    wanted.intervals.some((w) => w.low.compare(low) <= 0 && high.compare(w.high) <= 0);
  return wanted.isExact && known.intervals.every(isWithin);
}
