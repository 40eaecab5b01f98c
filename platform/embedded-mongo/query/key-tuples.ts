import type { Document } from '../types.ts';
import { ensure } from './ensure.ts';
import { childOf, type Path, toIndex } from './paths.ts';
import { isDocument } from './values.ts';

/** The keys of one document in one index: one tuple of values for each array element. */
export interface KeyTuples {
  readonly tuples: readonly (readonly unknown[])[];
  /** True when an array was taken apart. */
  readonly isMultikey: boolean;
  /** True when no indexed field exists (a sparse index leaves the document out). */
  readonly isAbsent: boolean;
}

/** Where a path has come to; there is a rest of it behind an array that must be taken apart. */
interface Reached {
  readonly value: unknown;
  readonly rest?: Path;
}

/** The one element of an empty array. */
const EMPTY = Symbol('empty');

/** Values of paths as MongoDB keys them, for indexes and sorts: missing is null, an empty array undefined. */
export function toKeyTuples(document: Document, paths: readonly Path[]): KeyTuples {
  let isMultikey = false;
  let isAbsent = true;
  const expand = (reached: readonly Reached[]): unknown[][] => {
    const open = reached.filter(({ rest }) => rest !== undefined);
    const array = open[0]?.value;
    if (!Array.isArray(array)) {
      isAbsent &&= reached.every(({ value }) => value === undefined || value === EMPTY);
      return [reached.map(({ value }) => (value === EMPTY ? undefined : (value ?? null)))];
    }
    const isParallel = open.some(({ value }) => value !== array);
    ensure(!isParallel, 171, 'cannot index or sort by parallel arrays');
    isMultikey = true;
    return (array.length === 0 ? [EMPTY] : array).flatMap((element) =>
      expand(reached.map((one) => (one.rest === undefined ? one : enter(element, one.rest)))),
    );
  };
  const tuples = expand(paths.map((path) => descend(document, path)));
  return { tuples, isMultikey, isAbsent };
}

function enter(element: unknown, rest: Path): Reached {
  if (rest.length === 0) return { value: element };
  return descend(isDocument(element) ? element : undefined, rest);
}

/** Walks documents, and arrays by index, until the path ends or an array must be taken apart. */
function descend(start: unknown, path: Path): Reached {
  let value = start;
  for (const [at, part] of path.entries()) {
    if (Array.isArray(value) && toIndex(part) === undefined) return { value, rest: path.slice(at) };
    value = childOf(value, part);
  }
  return Array.isArray(value) ? { value, rest: [] } : { value };
}
