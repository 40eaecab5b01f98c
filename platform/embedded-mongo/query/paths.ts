import { type Document, setField } from '../types.ts';
import { ensure } from './ensure.ts';
import { isDocument } from './values.ts';

/** A dotted path cut at its dots. */
export type Path = readonly string[];

/** Tests a document or a value of a path, where a missing field is undefined. */
export type Test<Subject = unknown> = (subject: Subject) => boolean;

/** Cuts a path; code 56 when a part of it is empty. */
export function parsePath(dotted: string): Path {
  const path = dotted.split('.');
  ensure(!path.includes(''), 'EmptyFieldName', `the path '${dotted}' has an empty field name`);
  return path;
}

/** The own field of a document; inherited names are missing. */
export const getField = (document: Document, field: string): unknown =>
  Object.hasOwn(document, field) ? document[field] : undefined;

/** Sets an own field unless the value is missing. */
export function setPresent(target: Document, field: string, value: unknown): void {
  if (value !== undefined) setField(target, field, value);
}

/** The array index that a path part names, or undefined: "01" and "-1" are field names. */
export const toIndex = (part: string): number | undefined =>
  /^(?:0|[1-9]\d{0,8})$/.test(part) ? Number(part) : undefined;

/** The field of a document or the item of an array; undefined where there is none. */
export function childOf(value: unknown, part: string): unknown {
  if (isDocument(value)) return getField(value, part);
  return Array.isArray(value) && toIndex(part) !== undefined ? value[Number(part)] : undefined;
}

/**
 * Makes the test of a path as filters walk it: arrays on the way are searched, by element and by
 * index; an array at its end is searched and then tested itself, unless `isWhole`.
 */
export function compilePathTest(dotted: string, test: Test, isWhole: boolean): Test<Document> {
  const path = dotted.split('.');
  const indexes = path.map(toIndex);

  const search = (value: unknown, at: number): boolean => {
    if (Array.isArray(value)) return searchArray(value, at);
    const part = path[at];
    if (part === undefined) return test(value);
    return search(isDocument(value) ? getField(value, part) : undefined, at + 1);
  };

  const searchArray = (array: readonly unknown[], at: number): boolean => {
    if (at === path.length) return (!isWhole && array.some((item) => test(item))) || test(array);
    if (array.some((item) => isDocument(item) && search(item, at))) return true;
    const item = array[indexes[at] ?? array.length];
    // An element that is reached by its index is not taken apart where the path ends.
    if (at + 1 === path.length) return item !== undefined && test(item);
    return (isDocument(item) || Array.isArray(item)) && search(item, at + 1);
  };

  if (path.length > 1) return (document) => search(document, 0);
  return (document) => search(getField(document, dotted), 1);
}

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
