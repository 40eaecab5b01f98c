import { badValue, MongoError, notSupported } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { isNumeric, toNumber } from './numbers.ts';
import { getField, parsePath, type Path, toIndex } from './paths.ts';
import { createMemoryMeter } from './size.ts';
import { compareValues, isDocument } from './values.ts';

/** Collects documents, or what stands for them, and gives them back in order, a few at a time. */
export interface Sorter<Item = Document> {
  /** Takes `item` at the place of `document`; `bytes` is what it holds in memory. */
  readonly push: (document: Document, item: Item, bytes: number) => void;
  readonly sorted: () => Iterable<Item>;
}

export interface SorterOptions {
  /** How many of the first documents are wanted; only about that many are kept. */
  readonly limit?: number | undefined;
  /** Code 292 when more is held. */
  readonly memoryLimitBytes: number;
  readonly collation?: Collation | undefined;
}

interface SortPart {
  readonly path: Path;
  readonly direction: 1 | -1;
}

interface Keyed {
  readonly key: readonly unknown[];
}

interface Entry<Item> extends Keyed {
  readonly item: Item;
  readonly bytes: number;
}

type CompareKeys = (a: Keyed, b: Keyed) => number;

/** Short enough to be sorted without keeping other clients waiting. */
const RUN_LENGTH = 1000;

/** Orders documents as MongoDB's `sort` does: arrays by their least item, descending by their greatest. */
export function compileSort(
  spec: Document,
  collation?: Collation,
): (a: Document, b: Document) => number {
  const parts = parseSort(spec);
  const compare = compareBy(parts, collation);
  return (a, b) => compare({ key: sortKeyOf(a, parts) }, { key: sortKeyOf(b, parts) });
}

/** A stable sort in short runs that are merged as they are read. */
export function createSorter<Item = Document>(
  spec: Document,
  options: SorterOptions,
): Sorter<Item> {
  const parts = parseSort(spec);
  const compare = compareBy(parts, options.collation);
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const measure = createMemoryMeter(options.memoryLimitBytes, '$sort');
  let runs: Entry<Item>[][] = [];
  let run: Entry<Item>[] = [];
  let held = 0;
  /** With a limit, the last that is still wanted: what does not come before it is dropped at once. */
  let last: Entry<Item> | undefined;
  const closeRun = (): void => {
    runs.push(run.toSorted(compare));
    run = [];
    if (held < 2 * limit + RUN_LENGTH) return;
    const kept = [...take(mergeRuns(runs, compare), limit)];
    measure(-runs.flat().reduce((sum, entry) => sum + entry.bytes, 0));
    measure(kept.reduce((sum, entry) => sum + entry.bytes, 0));
    runs = [kept];
    held = kept.length;
    last = kept.at(-1);
  };
  return {
    push(document, item, bytes) {
      const entry = { key: sortKeyOf(document, parts), item, bytes };
      if (last !== undefined && compare(entry, last) >= 0) return;
      measure(bytes);
      held += 1;
      run.push(entry);
      if (run.length >= RUN_LENGTH) closeRun();
    },
    *sorted() {
      closeRun();
      for (const entry of take(mergeRuns(runs, compare), limit)) yield entry.item;
    },
  };
}

function* take<Item>(items: Iterable<Item>, limit: number): Iterable<Item> {
  let left = limit;
  if (left <= 0) return;
  for (const item of items) {
    yield item;
    left -= 1;
    if (left <= 0) return;
  }
}

function mergeRuns<Item extends Keyed>(runs: Item[][], compare: CompareKeys): Iterable<Item> {
  if (runs.length <= 1) return runs[0] ?? [];
  const half = Math.ceil(runs.length / 2);
  const [first, second] = [runs.slice(0, half), runs.slice(half)];
  return merge(mergeRuns(first, compare), mergeRuns(second, compare), compare);
}

function* merge<Item extends Keyed>(
  a: Iterable<Item>,
  b: Iterable<Item>,
  compare: CompareKeys,
): Iterable<Item> {
  const later = b[Symbol.iterator]();
  let next = later.next();
  for (const entry of a) {
    while (next.done !== true && compare(next.value, entry) < 0) {
      yield next.value;
      next = later.next();
    }
    yield entry;
  }
  for (; next.done !== true; next = later.next()) yield next.value;
}

function parseSort(spec: Document): SortPart[] {
  return Object.entries(spec).map(([name, order]) => {
    if (isDocument(order)) throw notSupported('sorting by $meta');
    const direction = isNumeric(order) ? toNumber(order) : 0;
    if (direction === 1 || direction === -1) return { path: parsePath(name), direction };
    throw new MongoError(15975, `$sort key ordering must be 1 or -1: ${name}`);
  });
}

function compareBy(parts: readonly SortPart[], collation: Collation | undefined): CompareKeys {
  return (a, b) => {
    for (let index = 0; index < parts.length; index += 1) {
      const [x, y] = [a.key[index], b.key[index]];
      if (collation !== undefined && mayHoldStrings(x) && mayHoldStrings(y)) {
        throw notSupported('sorting strings under a collation');
      }
      const order = compareValues(x, y);
      if (order !== 0) return order * (parts[index]?.direction ?? 1);
    }
    return 0;
  };
}

function mayHoldStrings(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value) || isDocument(value);
}

function sortKeyOf(document: Document, parts: readonly SortPart[]): unknown[] {
  const arrays = new Map<string, unknown[]>();
  const key = parts.map((part) => sortValueOf(document, part, arrays));
  if (arrays.size > 1) throw badValue('cannot sort with keys that are parallel arrays');
  return key;
}

/** Missing sorts as null, and an empty array (undefined here) below it. */
function sortValueOf(document: Document, part: SortPart, arrays: Map<string, unknown[]>): unknown {
  const value = getField(document, part.path[0] ?? '');
  if (part.path.length === 1 && !Array.isArray(value)) return value ?? null;
  const values: unknown[] = [];
  collect(document, part.path, 0, values, (array, depth) => {
    const name = part.path.slice(0, depth).join('.');
    // Two keys through one array of several items would need its items compared as pairs.
    if (arrays.has(name) && array.length > 1)
      throw notSupported('sorting by two fields of one array');
    arrays.set(name, array);
  });
  return values.reduce(
    (best, item) => (compareValues(item, best) * part.direction < 0 ? item : best),
    values[0],
  );
}

/** Gathers the values of a path as an index would hold them, and tells the first array on the way. */
function collect(
  start: unknown,
  path: Path,
  from: number,
  values: unknown[],
  onArray?: (array: unknown[], depth: number) => void,
): void {
  let value = start;
  for (let at = from; ; at += 1) {
    const part = path[at];
    if (Array.isArray(value)) {
      const index = toIndex(part ?? '');
      if (index === undefined || value.some(isDocument)) {
        onArray?.(value, at);
        for (const item of value) {
          if (part === undefined) values.push(item);
          else collect(isDocument(item) ? item : undefined, path, at, values);
        }
        return;
      }
      value = value[index];
    } else if (part === undefined) {
      values.push(value ?? null);
      return;
    } else {
      value = isDocument(value) ? getField(value, part) : undefined;
    }
  }
}
