import { MongoError } from '../errors.ts';
import { type Document, setField } from '../types.ts';
import { ensure } from './ensure.ts';
import { getField, type Path, toIndex } from './paths.ts';
import { isDocument, isSameValue, typeOf } from './values.ts';

/** Makes the new value of a path from the old; undefined on either side is a field that is not there. */
export type Change = (old: unknown) => unknown;

/** What a part of a path stands for in an array: `$`, `$[]` or `$[id]`. */
export type FindIndexes = (array: unknown, part: string, path: Path) => Iterable<number>;

const MAX_PADDING = 1_500_000;

/** Turns positional parts into the indexes that they stand for in this value. */
export function expandPath(document: Document, path: Path, findIndexes: FindIndexes): Path[] {
  let found: { path: Path; value: unknown }[] = [{ path: [], value: document }];
  for (const part of path) {
    found = found.flatMap(({ path: before, value }) => {
      const isOpen = part.startsWith('$');
      const steps = isOpen ? Array.from(findIndexes(value, part, before), String) : [part];
      return steps.map((step) => ({ path: [...before, step], value: childOf(value, step) }));
    });
  }
  return found.map((one) => one.path);
}

/** Changes what lies at a concrete path and returns a copy, or the document itself if nothing changed. */
export function modifyDocument(document: Document, path: Path, change: Change): Document {
  const changed = modify(document, path, change);
  return isDocument(changed) ? changed : document;
}

/** Makes missing documents on the way only for a value; code 28 where there is no way. */
function modify(value: unknown, path: Path, change: Change, at = 0): unknown {
  const part = path[at];
  if (part === undefined) {
    const next = change(value);
    return isSameValue(value, next) ? value : next;
  }
  const old = childOf(value, part);
  const next = modify(old, path, change, at + 1);
  if (Object.is(old, next)) return value;
  if (value === undefined || isDocument(value)) return withField(value ?? {}, part, next);
  const index = toIndex(part);
  if (Array.isArray(value) && index !== undefined) return withElement(value, index, next);
  throw new MongoError('PathNotViable', `Cannot create field '${part}' in a ${typeOf(value)}`);
}

function childOf(value: unknown, part: string): unknown {
  if (isDocument(value)) return getField(value, part);
  return Array.isArray(value) && toIndex(part) !== undefined ? value[Number(part)] : undefined;
}

function withElement(array: readonly unknown[], index: number, value: unknown): unknown[] {
  ensure(index - array.length <= MAX_PADDING, 'BadValue', 'cannot backfill an array so far');
  const copy = [...array];
  while (copy.length < index) copy.push(null);
  copy[index] = value ?? null;
  return copy;
}

/** A copy with one field set, or without it when the value is undefined. */
function withField(document: Document, field: string, value: unknown): Document {
  const copy = { ...document };
  if (value === undefined) Reflect.deleteProperty(copy, field);
  else setField(copy, field, value);
  return copy;
}
