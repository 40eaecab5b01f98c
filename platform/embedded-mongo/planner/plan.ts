import { badValue } from '../errors.ts';
import type { Collection, Index } from '../storage/collection.ts';
import { endOf, invert } from '../storage/keys.ts';
import type { Range } from '../storage/store.ts';
import type { Document } from '../types.ts';
import {
  type Bounds,
  type Conditions,
  implies,
  intersect,
  type Interval,
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
  readonly isExact: boolean;
  readonly isSorted: boolean;
}

/** What is looked for. */
export interface PlanRequest {
  readonly filter: Document;
  readonly sort?: Document | undefined;
  readonly hint?: unknown;
}

/** The paths and directions of a sort. */
type Order = readonly (readonly [string, unknown])[];

/**
 * Chooses how to find what `filter` lets through. The scans give a superset; callers re-test.
 * When strings are compared folded, no index can be used.
 */
export function planQuery(
  collection: Collection | undefined,
  { filter, sort, hint }: PlanRequest,
  isFolded: boolean,
): Plan {
  if (collection === undefined) return { scans: [], isExact: true, isSorted: true };
  const order = Object.entries(sort ?? {});
  const conditions = readBounds(filter);
  if (isFolded || JSON.stringify(hint) === '{"$natural":1}') {
    const all = toScan(collection.primary, { ...conditions, paths: new Map(), isWhole: false }, []);
    return { scans: [all], isExact: false, isSorted: order.length === 0 };
  }
  const scan =
    hint === undefined
      ? chooseScan(collection, conditions, order)
      : toScan(findHinted(collection, hint, conditions), conditions, order);
  const union = hint === undefined && scan.score === 0 && planUnion(collection, conditions);
  if (union) return { scans: union, isExact: false, isSorted: order.length === 0 };
  const { isExact, isSorted } = scan;
  return { scans: [scan], isExact, isSorted };
}

/** Each alternative by an index of its own; undefined when one of them has none. */
function planUnion(collection: Collection, { alternatives }: Conditions): Scan[] | undefined {
  return alternatives
    .map((parts) => parts.map((part) => chooseScan(collection, readBounds(part), [])))
    .find((scans) => scans.every(({ score }) => score > 0));
}

function chooseScan(collection: Collection, conditions: Conditions, order: Order): Scan {
  return [collection.primary, ...collection.indexes]
    .filter((index) => isComplete(index, conditions))
    .map((index) => toScan(index, conditions, order))
    .reduce((best, next) => (next.score > best.score ? next : best));
}

/** The index of a name or a key; one that lacks documents of the answer is not walked. */
function findHinted(
  { primary, indexes }: Collection,
  hint: unknown,
  conditions: Conditions,
): Index {
  const text = JSON.stringify(hint);
  const hinted = [primary, ...indexes].find(
    ({ name, key, isBuilding }) => !isBuilding && (name === hint || JSON.stringify(key) === text),
  );
  if (hinted === undefined) throw badValue('planner returned error: bad hint');
  return isComplete(hinted, conditions) ? hinted : primary;
}

/** True when every document that the filter can let through has an entry in the index. */
function isComplete(index: Index, conditions: Conditions): boolean {
  const { partial, isSparse, isBuilding, names } = index;
  if (isBuilding || (partial !== undefined && !implies(conditions, partial))) return false;
  return !isSparse || names.some((path) => conditions.present.has(path));
}

function toScan(index: Index, conditions: Conditions, order: Order): Scan {
  const { names, isUnique, isMultikey } = index;
  const isPrimary = names.length === 1 && names[0] === '_id';
  const bounded = boundFields(index, conditions);
  const { isSorted, isReverse } = checkOrder(index, bounded, isPrimary ? order.slice(0, 1) : order);
  const points = bounded.filter(({ isPoints }) => isPoints).length;
  const isLookup = isUnique && points === names.length;
  const isNarrow = index.isSparse || index.partial !== undefined;
  return {
    index: isPrimary ? undefined : index,
    ranges: toRanges(index, bounded),
    isReverse,
    isExact: !isMultikey && saysAll(conditions, names.slice(0, bounded.length)),
    isSorted: isSorted || order.length === 0,
    isLookup,
    score:
      (bounded.length + points) * 10 +
      (isLookup ? 50 : 0) +
      (isSorted ? 9 : 0) +
      (isNarrow ? 1 : 0),
  };
}

/** Do the bounds of these paths say all that the filter says? */
function saysAll({ paths, present, isWhole }: Conditions, bounded: readonly string[]): boolean {
  const isSaid = (path: string): boolean => {
    const known = paths.get(path) ?? [];
    // Null stands for a missing field too, and points are taken without the bounds beside them.
    return present.has(path) && (known.length === 1 || !known.some(({ isPoints }) => isPoints));
  };
  const isNoneLeft = paths.size === bounded.length && present.size === bounded.length;
  return isWhole && isNoneLeft && bounded.every(isSaid);
}

/** The leading fields that conditions narrow: points, and one range to end with. */
function boundFields(index: Index, { paths }: Conditions): Bounds[] {
  const bounded: Bounds[] = [];
  const roots = new Set<string | undefined>();
  let count = 1;
  for (const [i, path] of index.names.entries()) {
    const known = paths.get(path) ?? [];
    const root = index.paths[i]?.[0];
    // The bounds of an array may be met by two of its elements, which share no entry.
    const bounds = intersect(index.isMultikey ? known.slice(0, 1) : known);
    count *= bounds?.intervals.length ?? 0;
    if (bounds === undefined || count > MAX_RANGES || (index.isMultikey && roots.has(root))) break;
    roots.add(root);
    bounded.push(bounds);
    if (!bounds.isPoints) break;
  }
  return bounded;
}

/** All combinations of the fields' stretches behind the index's prefix, in key order. */
function toRanges({ prefix, directions }: Index, bounded: readonly Bounds[]): Range[] {
  let ranges: Range[] = [{ start: prefix, end: endOf(prefix) }];
  for (const [i, { intervals, isPoints }] of bounded.entries()) {
    const stretches =
      directions[i] === -1 ? intervals.map((one) => turn(one, isPoints)).toReversed() : intervals;
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
function turn({ low, high }: Interval, isPoint: boolean): Interval {
  const end = invert(Buffer.from(low));
  return { low: isPoint ? end : endOf(invert(Buffer.from(high))), high: endOf(end) };
}

/** The index gives the order when the sort follows its fields, passing over fields held at one point. */
function checkOrder(index: Index, bounded: readonly Bounds[], order: Order) {
  const none = { isSorted: false, isReverse: false };
  if (order.length === 0 || index.isMultikey) return none;
  const isFixed = (at: number): boolean =>
    bounded[at]?.isPoints === true && bounded[at].intervals.length === 1;
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
