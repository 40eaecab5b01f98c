import { MongoError } from '../errors.ts';
import { isDocument } from '../query/index.ts';
import { encodeKey, endOf, RANK } from '../storage/keys.ts';
import type { Range } from '../storage/store.ts';
import type { Document } from '../types.ts';

/** What an operator lets through of one path: single values in ascending order, or one range. */
export interface Bounds {
  /** Of encoded values, from `start` to before `end`. */
  readonly ranges: readonly Range[];
  readonly isPoints: boolean;
}

/** What a filter says, as far as an index can use it. */
export interface Conditions {
  /** All bounds of a path hold together. */
  readonly paths: ReadonlyMap<string, readonly Bounds[]>;
  /** The paths that must be there. */
  readonly present: ReadonlySet<string>;
  /** The alternatives of each `$or`, to be planned one by one. */
  readonly alternatives: readonly (readonly Document[])[];
  /** True when nothing of the filter is left out. */
  readonly isWhole: boolean;
}

const NOT_A_NUMBER = encodeKey([Number.NaN]);
/** Types whose ranges hold values of that type only. */
const RANGE_RANKS = new Set<number>([RANK.number, RANK.string, RANK.date, RANK.objectId]);

/** Reads the part of a (valid) filter that indexes can answer; the bounds are supersets of it. */
export function readBounds(filter: Document): Conditions {
  const paths = new Map<string, Bounds[]>();
  const present = new Set<string>();
  const alternatives: Document[][] = [];
  let isWhole = true;
  const readOperator = (path: string, operator: string, operand: unknown): void => {
    const isExists = operator === '$exists' && (operand === true || operand === 1);
    const bounds = toBounds(operator, operand);
    const all = [...(paths.get(path) ?? []), ...(bounds === undefined ? [] : [bounds])];
    if (all.length > 0) paths.set(path, all);
    // Points are taken without the bounds beside them.
    if (all.length > 1 && all.some(({ isPoints }) => isPoints)) isWhole = false;
    const mayBeNull = operand === null || (Array.isArray(operand) && operand.includes(null));
    if (isExists || (bounds !== undefined && !mayBeNull)) present.add(path);
    isWhole &&= isExists || (bounds !== undefined && operator !== '$elemMatch');
  };
  const read = (part: Document): void => {
    for (const [name, value] of Object.entries(part)) {
      if (name === '$and') documentsOf(value).forEach(read);
      else if (name === '$or') alternatives.push(documentsOf(value));
      if (name.startsWith('$')) isWhole &&= name === '$and' || name === '$comment';
      else if (!isOperators(value)) readOperator(name, '$eq', value);
      else for (const pair of Object.entries(value)) readOperator(name, ...pair);
    }
  };
  read(filter);
  return { paths, present, alternatives, isWhole };
}

/** The parts of `$and` and the like; the filter was compiled before, so they are documents. */
function documentsOf(parts: unknown): Document[] {
  return Array.isArray(parts) ? parts.filter(isDocument) : [];
}

function isOperators(value: unknown): value is Document {
  return isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true;
}

/** The bounds of one operator; undefined when an index cannot tell, or no key can hold the value. */
function toBounds(operator: string, operand: unknown): Bounds | undefined {
  try {
    if (operator === '$eq') return toPoints([operand]);
    if (operator === '$in') return Array.isArray(operand) ? toPoints(operand) : undefined;
    if (/^\$[gl]te?$/.test(operator)) return toRange(operator, operand);
    // What one element meets as a whole; fields within elements are left to the filter.
    if (operator !== '$elemMatch' || !isOperators(operand)) return undefined;
    const found = Object.entries(operand).map(([inner, value]) => toBounds(inner, value));
    return intersect(found.filter((bounds) => bounds !== undefined));
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
  return { ranges: distinct.map((key) => ({ start: key, end: endOf(key) })), isPoints: true };
}

function toRange(operator: string, value: unknown): Bounds | undefined {
  const bytes = encodeKey([value]);
  const [rank = 0] = bytes;
  if (!RANGE_RANKS.has(rank) || bytes.equals(NOT_A_NUMBER)) return undefined;
  const bound = operator === '$gt' || operator === '$lte' ? endOf(bytes) : bytes;
  // NaN lies before all numbers, but is not below any.
  const floor = endOf(rank === RANK.number ? NOT_A_NUMBER : Buffer.of(rank - 1));
  const isLow = operator.startsWith('$g');
  const [start, end] = isLow ? [bound, Buffer.of(rank + 1)] : [floor, bound];
  return { ranges: [{ start, end }], isPoints: false };
}

/** What a value within all of them lies in: the points among them, or where ranges overlap. */
export function intersect(all: readonly Bounds[]): Bounds | undefined {
  const points = all.find(({ isPoints }) => isPoints);
  if (points !== undefined || all.length < 2) return points ?? all[0];
  const ranges = all.flatMap((bounds) => bounds.ranges);
  const start = ranges.map((one) => one.start).reduce((a, b) => (a.compare(b) > 0 ? a : b));
  const end = ranges.map((one) => one.end).reduce((a, b) => (a.compare(b) < 0 ? a : b));
  return { ranges: [{ start, end }], isPoints: false };
}

/** Does a filter say all that `wanted`, a partial index's filter, says? */
export function implies({ paths, present }: Conditions, wanted: Conditions): boolean {
  const isMet = ([path, all]: [string, readonly Bounds[]]): boolean =>
    all.every((one) => paths.get(path)?.some((known) => isWithin(known, one)) === true);
  const isThere = [...wanted.present].every((path) => present.has(path));
  return wanted.isWhole && isThere && [...wanted.paths].every(isMet);
}

function isWithin({ ranges }: Bounds, wanted: Bounds): boolean {
  return ranges.every(({ start, end }) =>
    wanted.ranges.some((one) => one.start.compare(start) <= 0 && end.compare(one.end) <= 0),
  );
}
