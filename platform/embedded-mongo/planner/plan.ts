import { badValue } from '../errors.ts';
import { endOf, type Collection, type Index } from '../storage/collection.ts';
import { invert } from '../storage/keys.ts';
import type { Range } from '../storage/store.ts';
import type { Document } from '../types.ts';
import {
  ANY,
  type Bounds,
  type Conditions,
  type Edge,
  implies,
  intersect,
  place,
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

export interface PlanRequest {
  readonly filter: Document;
  readonly sort?: Document | undefined;
  readonly hint?: unknown;
  /** Strings do not compare by their bytes: no index can be used. */
  readonly isFolded?: boolean;
}

/** The paths and directions of a sort. */
type Order = readonly (readonly [string, unknown])[];

const NO_CONDITIONS: Conditions = { paths: new Map(), alternatives: [], isWhole: false };

/** Chooses how to find what `filter` lets through. The scans give a superset; callers re-test. */
export function planQuery(collection: Collection | undefined, request: PlanRequest): Plan {
  if (collection === undefined) return { scans: [] };
  const { filter, sort, hint, isFolded } = request;
  const order = Object.entries(sort ?? {});
  if (isFolded === true || JSON.stringify(hint) === '{"$natural":1}') {
    const all = toScan(collection.primary, NO_CONDITIONS, []);
    return { scans: [{ ...all, isSorted: order.length === 0 }] };
  }
  const conditions = readBounds(filter);
  if (hint !== undefined) return { scans: [scanByHint(collection, hint, conditions, order)] };
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

/** An index by its name or key; one that lacks documents of the answer is not walked. */
function scanByHint(
  { primary, indexes }: Collection,
  hint: unknown,
  conditions: Conditions,
  order: Order,
): Scan {
  const text = JSON.stringify(hint);
  const index = [primary, ...indexes].find(
    ({ name, key, isBuilding }) => !isBuilding && (name === hint || JSON.stringify(key) === text),
  );
  if (index === undefined) {
    throw badValue('error processing query: planner returned error: bad hint');
  }
  return toScan(isComplete(index, conditions) ? index : primary, conditions, order);
}

/** True when every document that the filter can let through has an entry in the index. */
function isComplete(index: Index, conditions: Conditions): boolean {
  if (index.isBuilding) return false;
  if (index.partial !== undefined && !implies(conditions, index.partial)) return false;
  return (
    !index.isSparse ||
    index.fields.some(({ path }) => conditions.paths.get(path)?.some((one) => one.needsValue))
  );
}

function toScan(index: Index, conditions: Conditions, order: Order): Scan {
  const isPrimary = index.fields.length === 1 && index.fields[0]?.path === '_id';
  const bounded = boundFields(index, conditions);
  const { isSorted, isReverse } = checkOrder(index, bounded, isPrimary ? order.slice(0, 1) : order);
  const points = bounded.filter(isPoints).length;
  const ranges = bounded.filter((bounds) => bounds !== ANY && !isPoints(bounds)).length;
  const isLookup = index.isUnique && points === index.fields.length;
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
  for (const [i, { path }] of index.fields.entries()) {
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
    const stretches =
      directions[i] === -1
        ? intervals.map(({ low, high }) => ({ start: turn(high), end: turn(low) })).toReversed()
        : intervals.map(({ low, high }) => ({ start: place(low), end: place(high) }));
    ranges = ranges.flatMap(({ start: before }) =>
      stretches.map(({ start, end }) => ({
        start: Buffer.concat([before, start]),
        end: Buffer.concat([before, end]),
      })),
    );
  }
  return ranges;
}

/** Where an edge lies among descending keys, whose bytes are inverted. */
function turn({ bytes, isPast }: Edge): Buffer {
  return place({ bytes: invert(Buffer.from(bytes)), isPast: !isPast });
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
    while (index.fields[at]?.path !== path && isFixed(at)) at++;
    const field = index.fields[at];
    if (field?.path !== path) return none;
    const sign = Math.sign(Number(direction)) * field.direction;
    if (!isFixed(at) && turned !== undefined && turned !== sign) return none;
    if (!isFixed(at)) turned = sign;
    at++;
  }
  return { isSorted: true, isReverse: turned === -1 };
}
