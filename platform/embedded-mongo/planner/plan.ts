import { badValue } from '../errors.ts';
import type { Collection, Index } from '../storage/collection.ts';
import { endOf, invert } from '../storage/keys.ts';
import type { Range } from '../storage/store.ts';
import type { Document } from '../types.ts';
import { type Bounds, type Conditions, implies, intersect, readBounds } from './bounds.ts';

/** More ranges than this are not worth walking one by one. */
const MAX_RANGES = 1000;

/** One walk over an index, or over the documents themselves when `index` is undefined. */
export interface Scan {
  readonly index: Index | undefined;
  /** In the order of the walk. */
  readonly ranges: readonly Range[];
  readonly isReverse: boolean;
  /** Each range is the start of one key that at most one entry has. */
  readonly isLookup: boolean;
}

/** How to find what a filter lets through: one scan, or the union of several. */
export interface Plan {
  readonly scans: readonly Scan[];
  /** The walk finds exactly what the filter lets through: no document need be looked at. */
  readonly isExact: boolean;
  /** The walk gives the order that was asked for. */
  readonly isSorted: boolean;
  /** How much it promises: 0 is a walk over all documents. */
  readonly score: number;
}

/** The paths and directions of a sort. */
type Order = readonly (readonly [string, unknown])[];

/**
 * Chooses how to find what `filter` lets through. The scans give a superset; callers re-test.
 * When strings are compared folded, no index can be used.
 */
export function planQuery(
  collection: Collection | undefined,
  { filter, sort, hint }: { filter: Document; sort?: Document | undefined; hint?: unknown },
  isFolded: boolean,
): Plan {
  if (collection === undefined) return { scans: [], isExact: true, isSorted: true, score: 0 };
  const order = Object.entries(sort ?? {});
  if (isFolded || JSON.stringify(hint) === '{"$natural":1}') {
    const all = toPlan(collection.primary, readBounds({}), []);
    return { ...all, isExact: false, isSorted: order.length === 0 };
  }
  const conditions = readBounds(filter);
  if (hint !== undefined)
    return toPlan(findHinted(collection, hint, conditions), conditions, order);
  const best = chooseIndex(collection, conditions, order);
  const union = best.score > 0 ? undefined : planUnion(collection, conditions);
  return union === undefined ? best : { ...union, isSorted: order.length === 0 };
}

/** Each alternative by an index of its own; undefined when one of them has none. */
function planUnion(collection: Collection, { alternatives }: Conditions): Plan | undefined {
  const plans = alternatives
    .map((parts) => parts.map((part) => chooseIndex(collection, readBounds(part), [])))
    .find((some) => some.every(({ score }) => score > 0));
  const scans = plans?.flatMap((plan) => plan.scans);
  return scans && { scans, isExact: false, isSorted: false, score: 1 };
}

function chooseIndex(collection: Collection, conditions: Conditions, order: Order): Plan {
  return [collection.primary, ...collection.indexes]
    .filter((index) => isComplete(index, conditions))
    .map((index) => toPlan(index, conditions, order))
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

/** The walk over one index. */
function toPlan(index: Index, { paths, present, isWhole }: Conditions, order: Order): Plan {
  const { names, isUnique, isMultikey, isSparse, partial } = index;
  const isPrimary = names.length === 1 && names[0] === '_id';
  const { bounded, ranges } = boundFields(index, paths);
  const direction = checkOrder(index, bounded, isPrimary ? order.slice(0, 1) : order);
  const isReverse = direction === -1;
  const points = bounded.filter(({ isPoints }) => isPoints).length;
  const isLookup = isUnique && points === names.length;
  const scan = {
    index: isPrimary ? undefined : index,
    ranges: isReverse ? ranges.toReversed() : ranges,
    isReverse,
    isLookup,
  };
  // Null stands for a missing field, too: its path is not among those that must be there.
  const isAllBounded =
    [paths, present].every(({ size }) => size === bounded.length) &&
    names.slice(0, bounded.length).every((path) => present.has(path));
  const isNarrow = isSparse || partial !== undefined;
  const extra = (isLookup ? 50 : 0) + (direction === undefined ? 0 : 9) + (isNarrow ? 1 : 0);
  return {
    scans: [scan],
    isExact: isWhole && !isMultikey && isAllBounded,
    isSorted: direction !== undefined || order.length === 0,
    score: (bounded.length + points) * 10 + extra,
  };
}

/** The leading fields that conditions narrow (points, one range to end with), and the ranges of keys. */
function boundFields(index: Index, conditions: Conditions['paths']) {
  const { prefix, names, paths, isMultikey } = index;
  const bounded: Bounds[] = [];
  let ranges: Range[] = [{ start: prefix, end: endOf(prefix) }];
  for (const [i, name] of names.entries()) {
    const known = conditions.get(name) ?? [];
    // The bounds of an array may be met by two of its elements, which share no entry.
    const bounds = intersect(isMultikey ? known.slice(0, 1) : known);
    const isShared = isMultikey && paths.slice(0, i).some(([root]) => root === paths[i]?.[0]);
    const count = ranges.length * (bounds?.ranges.length ?? 0);
    if (bounds === undefined || isShared || count > MAX_RANGES) break;
    const own = index.directions[i] === -1 ? turn(bounds) : bounds.ranges;
    ranges = ranges.flatMap(({ start: before }) =>
      own.map(({ start, end }) => {
        return { start: Buffer.concat([before, start]), end: Buffer.concat([before, end]) };
      }),
    );
    bounded.push(bounds);
    if (!bounds.isPoints) break;
  }
  return { bounded, ranges };
}

/** The same ranges among descending keys, whose bytes are inverted. */
function turn({ ranges, isPoints }: Bounds): Range[] {
  return ranges.toReversed().map(({ start, end }) => {
    const last = invert(Buffer.from(start));
    return { start: isPoints ? last : endOf(invert(Buffer.from(end))), end: endOf(last) };
  });
}

/**
 * Which way to walk an index for an order: the sort must follow its fields, passing over those held
 * at one point. Undefined when the index does not give the order.
 */
function checkOrder(index: Index, bounded: readonly Bounds[], order: Order): 1 | -1 | undefined {
  if (order.length === 0 || index.isMultikey) return undefined;
  const isFixed = (at: number): boolean =>
    bounded[at]?.isPoints === true && bounded[at].ranges.length === 1;
  let at = 0;
  let turned: number | undefined;
  for (const [path, direction] of order) {
    while (index.names[at] !== path && isFixed(at)) at++;
    if (index.names[at] !== path) return undefined;
    const sign = Math.sign(Number(direction)) * (index.directions[at] ?? 1);
    if (isFixed(at++)) continue;
    if (turned !== undefined && turned !== sign) return undefined;
    turned = sign;
  }
  return turned === -1 ? -1 : 1;
}
