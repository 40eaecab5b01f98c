import type { Document } from '../types.ts';
import { ensure } from './ensure.ts';
import { getField, type Path, toIndex } from './paths.ts';
import { isDocument } from './values.ts';

/** The keys of one document in one index: one tuple of values for each array element. */
export interface KeyTuples {
  readonly tuples: readonly (readonly unknown[])[];
  /** True when an array was taken apart. */
  readonly isMultikey: boolean;
  /** True when no indexed field exists (a sparse index leaves the document out). */
  readonly isAbsent: boolean;
}

/** How far along its path a value lies; an array that is whole is not taken apart any more. */
interface Reached {
  readonly value: unknown;
  readonly rest: Path;
  readonly isWhole?: boolean;
}

const ABSENT = Symbol('absent');

/** Values of paths as MongoDB keys them, for indexes and sorts: missing is null, an empty array undefined. */
export function toKeyTuples(document: Document, paths: readonly Path[]): KeyTuples {
  let isMultikey = false;
  let isAbsent = true;
  /** Takes apart the array that paths have come to; two different arrays at once have no key. */
  const expand = (reached: readonly Reached[]): unknown[][] => {
    const array = reached.find(isOpenArray)?.value;
    if (array === undefined) {
      isAbsent &&= reached.every(({ value }) => value === ABSENT);
      return [reached.map(({ value }) => (value === ABSENT ? null : value))];
    }
    const isParallel = reached.some((one) => isOpenArray(one) && one.value !== array);
    ensure(!isParallel, 171, 'cannot index or sort by parallel arrays');
    isMultikey = true;
    isAbsent &&= array.length > 0;
    return (array.length === 0 ? [undefined] : array).flatMap((element) =>
      expand(reached.map((one) => (one.value === array ? enter(element, one.rest) : one))),
    );
  };
  const tuples = expand(paths.map((path) => descend(document, path)));
  return { tuples, isMultikey, isAbsent };
}

function isOpenArray(reached: Reached): reached is Reached & { readonly value: unknown[] } {
  return Array.isArray(reached.value) && reached.isWhole !== true;
}

function enter(element: unknown, rest: Path): Reached {
  if (rest.length === 0) return { value: element, rest, isWhole: true };
  return descend(isDocument(element) ? element : ABSENT, rest);
}

/** Walks documents, and arrays by index, until the path ends or an array must be taken apart. */
function descend(start: unknown, path: Path): Reached {
  let value = start;
  for (let at = 0; at < path.length; at += 1) {
    const part = path[at] ?? '';
    if (Array.isArray(value)) {
      const index = toIndex(part);
      if (index === undefined) return { value, rest: path.slice(at) };
      value = index < value.length ? value[index] : ABSENT;
    } else {
      value = isDocument(value) && Object.hasOwn(value, part) ? getField(value, part) : ABSENT;
    }
  }
  return { value, rest: [] };
}
