import { badValue, MongoError } from '../errors.ts';
import { type Document, setField } from '../types.ts';
import type { Modifier } from './modifier.ts';
import { getField, type Path, toIndex } from './paths.ts';
import { isDocument, isSameValue, typeOf } from './values.ts';

/** What `$` and `$[…]` in a path stand for. */
export interface PositionSource {
  /** The index that the query matched; called only for `$`. */
  readonly position: () => number | undefined;
  readonly arrayFilters: ReadonlyMap<string, (element: unknown) => boolean>;
}

const MAX_PADDING = 1_500_000;

/** True when a path needs `expandPath`. */
export function isPositional(path: Path): boolean {
  return path.some((part) => part.startsWith('$'));
}

/** Turns `$`, `$[]` and `$[id]` into the indexes that they stand for in this document. */
export function expandPath(document: Document, path: Path, source: PositionSource): Path[] {
  let found: { path: string[]; value: unknown }[] = [{ path: [], value: document }];
  for (const part of path) {
    found = found.flatMap((at) =>
      stepsOf(at.value, part, source).map((step) => ({
        path: [...at.path, step],
        value: childOf(at.value, step),
      })),
    );
  }
  return found.map((at) => at.path);
}

/** Applies a modifier at a concrete path and returns the changed copy, or the document itself. */
export function modifyDocument(document: Document, path: Path, modifier: Modifier): Document {
  const changed = modifyAt(document, path, modifier);
  return isDocument(changed) ? changed : document;
}

function modifyAt(value: unknown, path: Path, modifier: Modifier, at = 0): unknown {
  const part = path[at];
  if (part === undefined) return modifier.apply(value);
  if (value === undefined) {
    if (!modifier.creates) return value;
    return withField({}, part, modifyAt(undefined, path, modifier, at + 1));
  }
  if (isDocument(value)) {
    const old = getField(value, part);
    const next = modifyAt(old, path, modifier, at + 1);
    return isSameValue(old, next) ? value : withField(value, part, next);
  }
  if (Array.isArray(value)) return modifyElement(value, part, path, modifier, at);
  if (!modifier.creates) return value;
  throw notViable(part, value);
}

function modifyElement(
  array: unknown[],
  part: string,
  path: Path,
  modifier: Modifier,
  at: number,
): unknown {
  const index = toIndex(part);
  if (index === undefined) {
    if (!modifier.creates) return array;
    throw notViable(part, array);
  }
  const next = modifyAt(array[index], path, modifier, at + 1);
  if (isSameValue(array[index], next)) return array;
  if (index - array.length > MAX_PADDING) throw badValue('cannot backfill an array so far');
  const copy = [...array];
  while (copy.length < index) copy.push(null);
  copy[index] = next ?? null;
  return copy;
}

/** A copy with one field set, or without it when the value is undefined. */
function withField(document: Document, field: string, value: unknown): Document {
  const copy = { ...document };
  if (value === undefined) Reflect.deleteProperty(copy, field);
  else setField(copy, field, value);
  return copy;
}

function stepsOf(value: unknown, part: string, source: PositionSource): string[] {
  if (part === '$') {
    const position = source.position();
    if (position !== undefined) return [String(position)];
    throw badValue('The positional operator did not find the match needed from the query.');
  }
  const identifier = /^\$\[(.*)\]$/.exec(part)?.[1];
  if (identifier === undefined) return [part];
  if (!Array.isArray(value)) {
    throw badValue(`Cannot apply array updates to an element of type ${typeOf(value)}`);
  }
  const indexes = [...value.keys()].map(String);
  if (identifier === '') return indexes;
  const test = source.arrayFilters.get(identifier);
  if (test === undefined) throw badValue(`No array filter found for identifier '${identifier}'`);
  return indexes.filter((index) => test(value[Number(index)]));
}

function childOf(value: unknown, part: string): unknown {
  if (isDocument(value)) return getField(value, part);
  const index = toIndex(part);
  return Array.isArray(value) && index !== undefined ? value[index] : undefined;
}

function notViable(part: string, value: unknown): MongoError {
  return new MongoError(
    'PathNotViable',
    `Cannot create field '${part}' in an element of type ${typeOf(value)}`,
  );
}
