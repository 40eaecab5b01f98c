import { badValue } from '../errors.ts';
import type { Collection, Index } from '../storage/collection.ts';
import type { Range } from '../storage/store.ts';
import type { Document } from '../types.ts';
import { readConditions, type Condition, type Conditions } from './conditions.ts';
import { isImplied } from './implied.ts';
import { checkOrder, isPoints, type Order } from './order.ts';
import { toIntervals, type FieldIntervals } from './intervals.ts';

/** More ranges than this are not worth walking one by one. */
const MAX_RANGES = 1000;

/** One walk over an index, or over the documents themselves when `index` is undefined. */
export interface Scan {
  readonly index: Index | undefined;
  readonly ranges: readonly Range[];
  readonly isReverse: boolean;
  /** The walk finds exactly what the filter lets through: no document need be looked at. */
  readonly isExact: boolean;
  /** The walk gives the order that was asked for. */
  readonly isSorted: boolean;
  /** Each range is the start of one key that at most one entry has. */
  readonly isLookup: boolean;
  /** The walk can meet a document twice. */
  readonly mayRepeat: boolean;
}

/** One scan, or the union of several. */
export interface Plan {
  readonly scans: readonly Scan[];
}

export interface PlanRequest {
  readonly filter: Document;
  readonly sort?: Document | undefined;
  readonly hint?: unknown;
  /** Strings do not compare by their bytes: no index can be used. */
  readonly isFolded?: boolean;
}

interface Candidate extends Scan {
  readonly score: number;
}

/** Chooses how to find what `filter` lets through. The scans give a superset; callers re-test. */
export function planQuery(collection: Collection | undefined, request: PlanRequest): Plan {
  if (collection === undefined) return { scans: [] };
  const { filter, sort, hint } = request;
  const conditions = readConditions(filter);
  const order = Object.entries(sort ?? {});
  if (hint !== undefined) {
    return single(scanByHint(collection, hint, conditions, order));
  }
  if (request.isFolded === true) return single(toTableScan(collection, conditions, order));
  const best = chooseScan(collection, conditions, order);
  const isLookup = best.index !== undefined || best.score > 0;
  if (isLookup || conditions.alternatives.length === 0) return single(best);
  return planUnion(collection, conditions, order.length === 0) ?? single(best);
}

function single(scan: Scan): Plan {
  return { scans: [scan] };
}

/** Each alternative by an index of its own; undefined when one of them has none. */
function planUnion(
  collection: Collection,
  conditions: Conditions,
  isSorted: boolean,
): Plan | undefined {
  for (const alternatives of conditions.alternatives) {
    const scans = alternatives.map((part) => chooseScan(collection, readConditions(part), []));
    if (scans.every(({ score }) => score > 0)) {
      return {
        scans: scans.map((scan) => ({ ...scan, isExact: false, isSorted, mayRepeat: true })),
      };
    }
  }
  return undefined;
}

function chooseScan(collection: Collection, conditions: Conditions, order: Order): Candidate {
  let best = toTableScan(collection, conditions, order);
  for (const index of collection.indexes) {
    const candidate = toIndexScan(index, conditions, order);
    if (candidate !== undefined && candidate.score > best.score) best = candidate;
  }
  return best;
}

function scanByHint(
  collection: Collection,
  hint: unknown,
  conditions: Conditions,
  order: Order,
): Scan {
  const text = typeof hint === 'string' ? hint : JSON.stringify(hint);
  if (text === '_id_' || text === '{"_id":1}') return toTableScan(collection, conditions, order);
  if (text === '{"$natural":1}')
    return toTableScan(collection, { ...conditions, paths: new Map() }, []);
  const index = collection.indexes.find(
    ({ name, spec, isBuilding }) =>
      !isBuilding && (name === hint || JSON.stringify(spec['key']) === text),
  );
  if (index === undefined) {
    throw badValue('error processing query: planner returned error: bad hint');
  }
  return toIndexScan(index, conditions, order, true) ?? toTableScan(collection, conditions, order);
}

/** The documents lie in the order of `_id`, so this is also the index on `_id`. */
function toTableScan(collection: Collection, conditions: Conditions, order: Order): Candidate {
  const found = toIntervals(conditions.paths.get('_id') ?? [], 1, false);
  const isById = order[0]?.[0] === '_id';
  const isLookup = found !== undefined && isPoints(found);
  return {
    index: undefined,
    ranges: toRanges(collection.prefix, found === undefined ? [] : [found], 0),
    isReverse: isById && Number(order[0]?.[1]) < 0,
    isExact:
      conditions.isWhole && conditions.paths.size === (found ? 1 : 0) && found?.isExact !== false,
    // What follows _id in a sort makes no difference.
    isSorted: isById || order.length === 0,
    isLookup,
    mayRepeat: false,
    score: (found === undefined ? 0 : isLookup ? 200 : 8) + (isById ? 5 : 0),
  };
}

function toIndexScan(
  index: Index,
  conditions: Conditions,
  order: Order,
  isForced = false,
): Candidate | undefined {
  if (index.isBuilding || !isComplete(index, conditions)) return undefined;
  const bounded = boundFields(index, conditions);
  const { isSorted, isReverse } = checkOrder(index, bounded, order);
  const isNarrow = index.isSparse || index.partial !== undefined;
  if (!isForced && bounded.length === 0 && !isSorted && !isNarrow) return undefined;
  const points = bounded.filter(isPoints);
  const ranges = toRanges(index.prefix, bounded, 0);
  const isExact =
    conditions.isWhole &&
    !index.isMultikey &&
    conditions.paths.size === bounded.length &&
    bounded.every((field) => field.isExact);
  const isLookup = index.isUnique && points.length === index.fields.length;
  const score =
    points.length * 20 +
    (bounded.length - points.length) * 10 +
    (isLookup ? 50 : 0) +
    (isSorted && order.length > 0 ? 9 : 0) +
    (isNarrow ? 1 : 0);
  return {
    index,
    ranges,
    isReverse,
    isExact,
    isSorted,
    isLookup,
    mayRepeat: index.isMultikey,
    score,
  };
}

/** True when every document that the filter can let through has an entry in the index. */
function isComplete(index: Index, { paths }: Conditions): boolean {
  if (index.partial !== undefined && !isImplied(index.partial, paths)) return false;
  if (!index.isSparse) return true;
  return index.fields.some(({ path }) => paths.get(path)?.some(demandsValue) === true);
}

function demandsValue(condition: Condition): boolean {
  return condition.kind !== 'points' || !condition.values.includes(null);
}

/** The leading fields that conditions narrow: points, and one range to end with. */
function boundFields(index: Index, { paths }: Conditions): FieldIntervals[] {
  const bounded: FieldIntervals[] = [];
  const roots = new Set<string>();
  let count = 1;
  for (const { path, parts, direction } of index.fields) {
    const conditions = paths.get(path);
    // Two fields of one array may be met by two of its elements, which share no entry.
    if (conditions === undefined || (index.isMultikey && roots.has(parts[0] ?? ''))) break;
    const found = toIntervals(conditions, direction, index.isMultikey);
    if (found === undefined) break;
    count *= found.intervals.length;
    if (count > MAX_RANGES) break;
    roots.add(parts[0] ?? '');
    bounded.push(found);
    if (!isPoints(found)) break;
  }
  return bounded;
}

/** All combinations of the fields' intervals behind `prefix`, in key order. */
function toRanges(prefix: Buffer, fields: readonly FieldIntervals[], at: number): Range[] {
  const field = fields[at];
  if (field === undefined) return [{ start: prefix, end: endOf(prefix) }];
  return field.intervals.flatMap((interval) => {
    const start = Buffer.concat([prefix, interval.start]);
    const isLast = at === fields.length - 1;
    if (!isLast) return toRanges(start, fields, at + 1);
    return [{ start, end: Buffer.concat([prefix, interval.end]) }];
  });
}

/** Just behind every key that starts with `prefix`: encoded values never start with FF. */
function endOf(prefix: Buffer): Buffer {
  return Buffer.concat([prefix, Buffer.from([0xff])]);
}
