import { badValue, MongoError, notSupported } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { isNumeric, toNumber } from './numbers.ts';
import { getField, parsePath, type Path, toIndex } from './paths.ts';
import { createMemoryMeter, sizeOf } from './size.ts';
import { compareValues, isDocument } from './values.ts';

export type Comparator = (a: Document, b: Document) => number;

interface SortPart {
  readonly path: Path;
  readonly direction: 1 | -1;
}

/** Collects documents and gives them back in order. */
export interface Sorter {
  push(document: Document): void;
  sorted(): Document[];
}

/** Orders documents as MongoDB's `sort` does; arrays by their least (or, descending, greatest) item. */
export function compileSort(spec: Document, collation?: Collation): Comparator {
  const parts = parseSort(spec);
  return (a, b) => compareKeys(sortKeyOf(a, parts), sortKeyOf(b, parts), parts, collation);
}

/** A stable sort that keeps only `limit` documents; code 292 when they pass the memory limit. */
export function createSorter(
  spec: Document,
  options: {
    limit?: number | undefined;
    memoryLimitBytes: number;
    collation?: Collation | undefined;
  },
): Sorter {
  const parts = parseSort(spec);
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const measure = createMemoryMeter(options.memoryLimitBytes, '$sort');
  let entries: { key: unknown[]; document: Document; bytes: number }[] = [];
  const settle = (): void => {
    entries.sort((a, b) => compareKeys(a.key, b.key, parts, options.collation));
    for (const dropped of entries.slice(limit)) measure(-dropped.bytes);
    entries = entries.slice(0, limit);
  };
  return {
    push(document) {
      const bytes = sizeOf(document);
      measure(bytes);
      entries.push({ key: sortKeyOf(document, parts), document, bytes });
      if (entries.length >= 2 * limit + 100) settle();
    },
    sorted() {
      settle();
      return entries.map((entry) => entry.document);
    },
  };
}

function parseSort(spec: Document): SortPart[] {
  return Object.entries(spec).map(([name, order]) => {
    if (isDocument(order)) throw notSupported('sorting by $meta');
    if (!isNumeric(order))
      throw new MongoError(15974, `Illegal key in $sort specification: ${name}`);
    const direction = toNumber(order);
    if (direction !== 1 && direction !== -1) {
      throw new MongoError(
        15975,
        '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
      );
    }
    return { path: parsePath(name), direction };
  });
}

function compareKeys(
  a: unknown[],
  b: unknown[],
  parts: SortPart[],
  collation: Collation | undefined,
): number {
  for (const [index, part] of parts.entries()) {
    if (collation !== undefined && typeof a[index] === 'string' && typeof b[index] === 'string') {
      throw notSupported('sorting strings under a collation');
    }
    const order = compareValues(a[index], b[index]);
    if (order !== 0) return order * part.direction;
  }
  return 0;
}

function sortKeyOf(document: Document, parts: SortPart[]): unknown[] {
  const arrays = new Map<string, unknown[]>();
  const key = parts.map((part) => sortValueOf(document, part, arrays));
  if (arrays.size > 1) throw badValue('cannot sort with keys that are parallel arrays');
  return key;
}

/** Missing sorts as null, and an empty array (undefined here) below it. */
function sortValueOf(document: Document, part: SortPart, arrays: Map<string, unknown[]>): unknown {
  const [first = ''] = part.path;
  const value = getField(document, first);
  if (part.path.length === 1 && !Array.isArray(value)) return value ?? null;
  const values: unknown[] = [];
  const spread = collect(document, part.path, 0, values);
  if (spread !== undefined)
    noteArray(part.path.slice(0, spread.depth).join('.'), spread.array, arrays);
  return values.reduce(
    (best, item) => (compareValues(item, best) * part.direction < 0 ? item : best),
    values[0],
  );
}

/** Two keys through one array of several items would need its items compared as pairs. */
function noteArray(name: string, array: unknown[], arrays: Map<string, unknown[]>): void {
  if (arrays.has(name) && array.length > 1)
    throw notSupported('sorting by two fields of one array');
  arrays.set(name, array);
}

/** Gathers the values of a path as an index would hold them; tells the first array on the way. */
function collect(
  start: unknown,
  path: Path,
  from: number,
  values: unknown[],
): { array: unknown[]; depth: number } | undefined {
  let value = start;
  for (let at = from; ; at += 1) {
    if (Array.isArray(value)) {
      const index = toIndex(path[at] ?? '');
      if (index !== undefined && !value.some(isDocument)) {
        value = value[index];
        continue;
      }
      for (const item of value) {
        if (at === path.length) values.push(item);
        else if (isDocument(item)) collect(item, path, at, values);
        else values.push(null);
      }
      return { array: value, depth: at };
    }
    const part = path[at];
    if (part === undefined) values.push(value ?? null);
    if (part === undefined) return undefined;
    value = isDocument(value) ? getField(value, part) : undefined;
  }
}
