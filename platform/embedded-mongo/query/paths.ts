import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import { isDocument } from './values.ts';

/** A dotted path cut at its dots. */
export type Path = readonly string[];

/** Where a match in an array was found; positional operators read it. */
export interface MatchDetails {
  position?: number;
}

/** Tests one value of a path; a missing field is undefined. */
export type ValueTest = (value: unknown, details?: MatchDetails) => boolean;

/** Cuts a path; code 56 when a part of it is empty. */
export function parsePath(dotted: string): Path {
  const path = dotted.split('.');
  if (path.includes('')) {
    throw new MongoError('EmptyFieldName', `the path '${dotted}' has an empty field name`);
  }
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

/** True when one path is the other or lies inside it. */
export function pathsOverlap(a: Path, b: Path): boolean {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

/**
 * Makes the test of a path as queries walk it: arrays on the way are searched, by element and by
 * index; an array at its end is searched and then tested itself, unless `wholeArrays`.
 */
export function compilePathTest(
  dotted: string,
  test: ValueTest,
  wholeArrays = false,
): DocumentTest {
  const path = dotted.split('.');
  const first = path[0] ?? '';
  const isPlain = path.length === 1;
  const indexes = isPlain ? [] : path.map(toIndex);

  const descend = (start: unknown, from: number, details?: MatchDetails): boolean => {
    let value = start;
    for (let at = from; ; at += 1) {
      if (Array.isArray(value)) return searchArray(value, at, details);
      const part = path[at];
      if (part === undefined) return test(value, details);
      value = isDocument(value) ? getField(value, part) : undefined;
    }
  };

  const searchArray = (array: unknown[], at: number, details?: MatchDetails): boolean => {
    if (at === path.length) return searchLeaf(array, details);
    return array.some((item, index) => {
      const isFound =
        (isDocument(item) && descend(item, at, details)) ||
        (index === indexes[at] && enterElement(item, at + 1, details));
      if (isFound && details !== undefined) details.position = index;
      return isFound;
    });
  };

  const enterElement = (item: unknown, at: number, details?: MatchDetails): boolean => {
    if (at === path.length) return test(item, details);
    if (isDocument(item)) return descend(item, at, details);
    return Array.isArray(item) && searchArray(item, at, details);
  };

  const searchLeaf = (array: unknown[], details?: MatchDetails): boolean => {
    if (!wholeArrays) {
      const index = array.findIndex((item) => test(item, details));
      if (index >= 0 && details !== undefined) details.position = index;
      if (index >= 0) return true;
    }
    return test(array, details);
  };

  return (document, details) => {
    if (isPlain) {
      const value = getField(document, first);
      return Array.isArray(value) ? searchLeaf(value, details) : test(value, details);
    }
    return descend(document, 0, details);
  };
}

/** Tests a whole document, noting where in an array it matched when asked to. */
export type DocumentTest = (document: Document, details?: MatchDetails) => boolean;
