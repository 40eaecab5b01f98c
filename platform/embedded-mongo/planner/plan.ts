import { badValue } from '../errors.ts';
import { endOf, type Collection, type Index } from '../storage/collection.ts';
import { invert } from '../storage/keys.ts';
import type { Range } from '../storage/store.ts';
import type { Document } from '../types.ts';
import {
  ANY,
  type Bounds,
  type Conditions,
  implies,
  intersect,
  type Interval,
  past,
  readBounds,
} from './bounds.ts';

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
  /** How much it promises: 0 is a walk over all documents. */
  readonly score: number;
}

/** One scan, or the union of several. */
export interface Plan {
  readonly scans: readonly Scan[];
}

/** What is looked for. */
export interface PlanRequest {
  readonly filter: Document;
  readonly sort?: Document | undefined;
  readonly hint?: unknown;
}

/** The paths and directions of a sort. */
type Order = readonly (readonly [string, unknown])[];

const NO_CONDITIONS: Conditions = { paths: new Map(), alternatives: [], isWhole: false };

/**
 * Chooses how to find what `filter` lets through. The scans give a superset; callers re-test.
 * When strings are compared folded, no index can be used.
 */
export function planQuery(
  collection: Collection | undefined,
  { filter, sort, hint }: PlanRequest,
  isFolded: boolean,
): Plan {
  if (collection === undefined) return { scans: [] };
  const order = Object.entries(sort ?? {});
  if (isFolded || JSON.stringify(hint) === '{"$natural":1}') {
    const all = toScan(collection.primary, NO_CONDITIONS, []);
    return { scans: [{ ...all, isSorted: order.length === 0 }] };
  }
  const conditions = readBounds(filter);
  if (hint !== undefined) {
    const hinted = findHinted(collection, hint);
    // One that lacks documents of the answer is not walked.
    const index = isComplete(hinted, conditions) ? hinted : collection.primary;
    return { scans: [toScan(index, conditions, order)] };
  }
  const best = chooseScan(collection, conditions, order);
  const union = best.score > 0 ? undefined : planUnion(collection, conditions, order);
  return union ?? { scans: [best] };
}

/** Each alternative by an index of its own; undefined when one of them has none. */
function planUnion(
  collection: Collection,
  { alternatives }: Conditions,
  order: Order,
): Plan | undefined {
  for (const parts of alternatives) {
    const scans = parts.map((part) => chooseScan(collection, readBounds(part), []));
    if (scans.some(({ score }) => score === 0)) continue;
    const isSorted = order.length === 0;
    return { scans: scans.map((scan) => ({ ...scan, isExact: false, isSorted })) };
  }
  return undefined;
}

function chooseScan(collection: Collection, conditions: Conditions, order: Order): Scan {
  return collection.indexes
    .filter((index) => isComplete(index, conditions))
    .map((index) => toScan(index, conditions, order))
    .reduce(
      (best, next) => (next.score > best.score ? next : best),
      toScan(collection.primary, conditions, order),
    );
}

/** The index of a name or a key. */
function findHinted({ primary, indexes }: Collection, hint: unknown): Index {
  const text = JSON.stringify(hint);
  const hinted = [primary, ...indexes].find(
    ({ name, key, isBuilding }) => !isBuilding && (name === hint || JSON.stringify(key) === text),
  );
  if (hinted !== undefined) return hinted;
  throw badValue('error processing query: planner returned error: bad hint');
}

/** True when every document that the filter can let through has an entry in the index. */
function isComplete(index: Index, conditions: Conditions): boolean {
  if (index.isBuilding) return false;
  if (index.partial !== undefined && !implies(conditions, index.partial)) return false;
  return (
    !index.isSparse ||
    index.names.some((path) => conditions.paths.get(path)?.some((one) => one.needsValue))
  );
}

function toScan(index: Index, conditions: Conditions, order: Order): Scan {
  const isPrimary = index.names.length === 1 && index.names[0] === '_id';
  const bounded = boundFields(index, conditions);
  const { isSorted, isReverse } = checkOrder(index, bounded, isPrimary ? order.slice(0, 1) : order);
  const points = bounded.filter(isPoints).length;
  const ranges = bounded.filter((bounds) => bounds !== ANY && !isPoints(bounds)).length;
  const isLookup = index.isUnique && points === index.names.length;
  const isNarrow = index.isSparse || index.partial !== undefined;
  const areAllUsed =
    conditions.paths.size === bounded.length && bounded.every(({ isExact }) => isExact);
  return {
    index: isPrimary ? undefined : index,
    ranges: toRanges(index, bounded),
    isReverse,
    isExact: conditions.isWhole && !index.isMultikey && areAllUsed,
    isSorted: isSorted || order.length === 0,
    isLookup,
    score:
      points * 20 + ranges * 10 + (isLookup ? 50 : 0) + (isSorted ? 9 : 0) + (isNarrow ? 1 : 0),
  };
}

/** The leading fields that conditions narrow: points, and one range to end with. */
function boundFields(index: Index, { paths }: Conditions): Bounds[] {
  const bounded: Bounds[] = [];
  const roots = new Set<string | undefined>();
  let count = 1;
  for (const [i, path] of index.names.entries()) {
    const known = paths.get(path);
    const root = index.paths[i]?.[0];
    // Two fields of one array may be met by two of its elements, which share no entry.
    if (known === undefined || (index.isMultikey && roots.has(root))) break;
    const bounds = index.isMultikey ? bestOf(known) : known.reduce(intersect);
    count *= bounds.intervals.length;
    if (count > MAX_RANGES) break;
    roots.add(root);
    bounded.push(bounds);
    if (!isPoints(bounds)) break;
  }
  return bounded;
}

/** Two bounds of an array may be met by two of its elements, so only one may be used there. */
function bestOf(known: readonly Bounds[]): Bounds {
  return known.reduce((best, next) => (isPoints(next) || best === ANY ? next : best));
}

/** Is the field held at single values? */
function isPoints({ intervals }: Bounds): boolean {
  return intervals.every(({ isPoint }) => isPoint);
}

/** All combinations of the fields' stretches behind the index's prefix, in key order. */
function toRanges({ prefix, directions }: Index, bounded: readonly Bounds[]): Range[] {
  let ranges: Range[] = [{ start: prefix, end: endOf(prefix) }];
  for (const [i, { intervals }] of bounded.entries()) {
    const stretches = directions[i] === -1 ? intervals.map(turn).toReversed() : intervals;
    ranges = ranges.flatMap(({ start: before }) =>
      stretches.map(({ low, high }) => ({
        start: Buffer.concat([before, low]),
        end: Buffer.concat([before, high]),
      })),
    );
  }
  return ranges;
}

/** The same stretch among descending keys, whose bytes are inverted. */
function turn({ low, high, isPoint }: Interval): Interval {
  const end = invert(Buffer.from(low));
  return { low: isPoint ? end : past(invert(Buffer.from(high))), high: past(end), isPoint };
}

/** The index gives the order when the sort follows its fields, passing over fields held at one point. */
function checkOrder(index: Index, bounded: readonly Bounds[], order: Order) {
  const none = { isSorted: false, isReverse: false };
  if (order.length === 0 || index.isMultikey) return none;
  const isFixed = (at: number): boolean => {
    const [only, ...others] = bounded[at]?.intervals ?? [];
    return only?.isPoint === true && others.length === 0;
  };
  let at = 0;
  let turned: number | undefined;
  for (const [path, direction] of order) {
    while (index.names[at] !== path && isFixed(at)) at++;
    if (index.names[at] !== path) return none;
    const sign = Math.sign(Number(direction)) * (index.directions[at] ?? 1);
    if (isFixed(at++)) continue;
    if (turned !== undefined && turned !== sign) return none;
    turned = sign;
  }
  return { isSorted: true, isReverse: turned === -1 };
}
