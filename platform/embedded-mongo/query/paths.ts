import type { MongoErrorName } from '../errors.ts';
import type { Document } from '../types.ts';
import { ensure } from './ensure.ts';
import { isDocument } from './values.ts';

/** A dotted path cut at its dots. */
export type Path = readonly string[];

/** Where a match in an array was found; the positional operator of updates reads it. */
export interface MatchDetails {
  position?: number;
}

/** Tests a document or a value, noting where in an array it matched when asked to. */
export type Test<Subject> = (subject: Subject, details?: MatchDetails) => boolean;

/** Tests one value of a path; a missing field is undefined. */
export type ValueTest = Test<unknown>;

/** Cuts a path; code 56 when a part of it is empty. */
export function parsePath(dotted: string): Path {
  const path = dotted.split('.');
  ensure(!path.includes(''), 'EmptyFieldName', `the path '${dotted}' has an empty field name`);
  return path;
}

/** The own field of a document; inherited names are missing. */
export function getField(document: Document, field: string): unknown {
  return Object.hasOwn(document, field) ? document[field] : undefined;
}

/** The array index that a path part names, or undefined: "01" and "-1" are field names. */
export function toIndex(part: string): number | undefined {
  return /^(?:0|[1-9]\d{0,8})$/.test(part) ? Number(part) : undefined;
}

/** Refuses paths of which one is another or lies inside it. */
export function refuseOverlaps(
  items: readonly { readonly path: Path }[],
  code: MongoErrorName | number,
): void {
  const names = new Set(items.map(({ path }) => path.join('.')));
  const isInside = ({ path }: { readonly path: Path }): boolean =>
    path.some((_, end) => names.has(path.slice(0, end).join('.')));
  const isClear = names.size === items.length && !items.some(isInside);
  ensure(isClear, code, `some of these paths meet: ${[...names].join(', ')}`);
}

/**
 * Makes the test of a path as filters walk it: arrays on the way are searched, by element and by
 * index; an array at its end is searched and then tested itself, unless `wholeArrays`.
 */
export function compilePathTest(
  dotted: string,
  test: ValueTest,
  wholeArrays = false,
): Test<Document> {
  const path = dotted.split('.');
  const indexes = path.map(toIndex);

  const search = (value: unknown, at: number, details?: MatchDetails): boolean => {
    if (Array.isArray(value)) return searchArray(value, at, details);
    const part = path[at];
    if (part === undefined) return test(value, details);
    return search(isDocument(value) ? getField(value, part) : undefined, at + 1, details);
  };

  const searchArray = (array: unknown[], at: number, details?: MatchDetails): boolean => {
    const isEnd = at === path.length;
    const isFound = (item: unknown, index: number): boolean => {
      if (isEnd) return test(item, details);
      if (isDocument(item) && search(item, at, details)) return true;
      return index === indexes[at] && enterElement(item, at + 1, details);
    };
    const position = isEnd && wholeArrays ? -1 : array.findIndex(isFound);
    if (position < 0) return isEnd && test(array, details);
    if (details !== undefined) details.position = position;
    return true;
  };

  /** An element that is reached by its index is not taken apart where the path ends. */
  const enterElement = (item: unknown, at: number, details?: MatchDetails): boolean => {
    if (at === path.length) return test(item, details);
    return (isDocument(item) || Array.isArray(item)) && search(item, at, details);
  };

  if (path.length > 1) return (document, details) => search(document, 0, details);
  return (document, details) => search(getField(document, dotted), 1, details);
}
