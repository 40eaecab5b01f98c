import { notSupported } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { createMemoryMeter, ensure } from './ensure.ts';
import { toWhole } from './numbers.ts';
import { parsePath, toKeyTuples } from './paths.ts';
import { compareValues, typeOf } from './values.ts';

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

interface Entry<Item> {
  readonly key: readonly unknown[];
  readonly item: Item;
  readonly bytes: number;
}

type Compare<Item> = (a: Item, b: Item) => number;

/** Short enough to be sorted without keeping other clients waiting. */
const RUN_LENGTH = 1000;

/** Types whose order a collation would change. */
const FOLDED = new Set<string>(['string', 'object', 'array']);

/** Orders documents as MongoDB's `sort` does: arrays by their least item, descending by their greatest. */
export function compileSort(spec: Document, collation?: Collation): Compare<Document> {
  const { keyOf, compare } = readSort(spec, collation);
  return (a, b) => compare(keyOf(a), keyOf(b));
}

/** A stable sort in short runs that are merged as they are read. */
export function createSorter<Item = Document>(
  spec: Document,
  { limit = Number.POSITIVE_INFINITY, memoryLimitBytes, collation }: SorterOptions,
): Sorter<Item> {
  const { keyOf, compare } = readSort(spec, collation);
  const byKey: Compare<Entry<Item>> = (a, b) => compare(a.key, b.key);
  let measure = createMemoryMeter(memoryLimitBytes, '$sort');
  let runs: Entry<Item>[][] = [];
  let run: Entry<Item>[] = [];
  /** The last that is still wanted: what does not come before it is dropped at once. */
  let last: Entry<Item> | undefined;
  function* firsts(): Iterable<Entry<Item>> {
    let left = limit;
    for (const entry of mergeRuns(runs, byKey)) {
      yield entry;
      left -= 1;
      if (left <= 0) return;
    }
  }
  const closeRun = (): void => {
    runs.push(run.toSorted(byKey));
    run = [];
    if (runs.length * RUN_LENGTH < limit) return;
    runs = [[...firsts()]];
    last = runs[0]?.at(limit - 1);
    measure = createMemoryMeter(memoryLimitBytes, '$sort');
    for (const { bytes } of runs.flat()) measure(bytes);
  };
  return {
    push(document, item, bytes) {
      const entry = { key: keyOf(document), item, bytes };
      if (last !== undefined && byKey(entry, last) >= 0) return;
      measure(bytes);
      if (run.push(entry) === RUN_LENGTH) closeRun();
    },
    *sorted() {
      closeRun();
      for (const { item } of firsts()) yield item;
    },
  };
}

function mergeRuns<Item>(runs: readonly Item[][], compare: Compare<Item>): Iterable<Item> {
  if (runs.length <= 1) return runs[0] ?? [];
  const half = Math.ceil(runs.length / 2);
  const earlier = mergeRuns(runs.slice(0, half), compare);
  return merge(earlier, mergeRuns(runs.slice(half), compare), compare);
}

/** Merges two sorted lists as they are read; of equal items the first list's come first. */
function* merge<Item>(first: Iterable<Item>, second: Iterable<Item>, compare: Compare<Item>) {
  const later = second[Symbol.iterator]();
  let next = later.next();
  for (const item of first) {
    for (; next.done !== true && compare(next.value, item) < 0; next = later.next()) {
      yield next.value;
    }
    yield item;
  }
  for (; next.done !== true; next = later.next()) yield next.value;
}

/** Reads a sort: the key that a document has in it, as an index on its fields would hold it. */
function readSort(spec: Document, collation: Collation | undefined) {
  const paths = Object.keys(spec).map(parsePath);
  const directions = Object.values(spec).map((order) => {
    const direction = toWhole(order);
    ensure(Math.abs(direction) === 1, 15975, '$sort key ordering must be 1 or -1');
    return direction;
  });
  const compare: Compare<readonly unknown[]> = (a, b) => {
    for (let index = 0; index < directions.length; index += 1) {
      const [x, y] = [a[index], b[index]];
      if (collation !== undefined && FOLDED.has(typeOf(x)) && FOLDED.has(typeOf(y))) {
        throw notSupported('sorting strings under a collation');
      }
      const order = compareValues(x, y);
      if (order !== 0) return order * (directions[index] ?? 1);
    }
    return 0;
  };
  const keyOf = (document: Document): readonly unknown[] =>
    toKeyTuples(document, paths).tuples.reduce((best, key) =>
      compare(key, best) < 0 ? key : best,
    );
  return { keyOf, compare };
}
