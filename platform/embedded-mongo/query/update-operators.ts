import { notSupported } from '../errors.ts';
import type { Document } from '../types.ts';
import { ensure } from './ensure.ts';
import type { ExpressionOptions } from './expression.ts';
import { compileFilter } from './filter.ts';
import { COMPARING, MODIFIERS } from './modifiers.ts';
import { parsePath, type Path, type Test, toIndex } from './paths.ts';
import type { Transform } from './projection.ts';
import { type Change, changeDocument, expandPath, type Planned, toTree } from './tree.ts';
import { compareValues, isDocument } from './values.ts';

/** What an update may depend on besides the document. */
export interface UpdateOptions extends ExpressionOptions {
  /** True for the document that an upsert makes. */
  readonly isInsert?: boolean;
  readonly arrayFilters?: readonly Document[] | undefined;
  /** The query that found the document; `$` in a path is the index that it matched. */
  readonly filter?: Document | undefined;
}

type Steps = readonly Planned<Change>[];

/** Compiles `{$set: …}` and the like; new fields are made in the order of their names. */
export function compileOperators(update: Document, options: UpdateOptions): Transform {
  const given = Object.entries(update).flatMap(([operator, fields]) => {
    const compile = MODIFIERS.get(operator);
    if (compile === undefined) {
      throw notSupported(`the update operator ${operator}`, 'FailedToParse');
    }
    if (options.collation !== undefined && COMPARING.has(operator)) {
      throw notSupported(`${operator} under a collation`);
    }
    ensure(isDocument(fields), 'FailedToParse', `${operator} needs an object of fields`);
    return Object.entries(fields).map(([name, argument]) => {
      return { path: readPath(name), leaf: compile(argument, options.isInsert === true) };
    });
  });
  const steps = given.toSorted((a, b) => compareValues(a.path.map(toPart), b.path.map(toPart)));
  const tree = toTree(steps, 'ConflictingUpdateOperators');
  const isPositional = steps.some(({ path }) => path.some((part) => part.startsWith('$')));
  if (!isPositional && options.arrayFilters === undefined) {
    return (document) => changeDocument(document, tree);
  }
  const expand = compileExpansion(steps, options);
  return (document) =>
    changeDocument(document, toTree(expand(document), 'ConflictingUpdateOperators'));
}

function readPath(name: string): Path {
  const path = parsePath(name);
  ensure(path[0] !== '$', 'BadValue', 'the positional operator cannot be first in a path');
  const isPlain = path.every((part) => /^(?!\$)|^\$(?:\[.*\])?$/.test(part));
  ensure(isPlain, 'DollarPrefixedFieldName', `a field of '${name}' begins with $`);
  return path;
}

/** Array indexes are ordered by number. */
function toPart(part: string): string | number {
  return toIndex(part) ?? part;
}

/** Finds for each document what `$`, `$[]` and `$[id]` stand for in it. */
function compileExpansion(steps: Steps, options: UpdateOptions): (document: Document) => Steps {
  const test = compileFilter(options.filter ?? {}, options);
  const arrayFilters = compileArrayFilters(steps, options);
  const findIndexes = (document: Document, array: unknown, part: string, path: Path) => {
    ensure(Array.isArray(array), 'BadValue', `there is no array for ${part}`);
    if (part === '$') {
      // The first element that is enough for the query to match, which without any it must not.
      const place = toTree([{ path, leaf: (_: unknown, items: unknown) => items }], 'BadValue');
      const isMatch = (items: unknown[]): boolean => test(changeDocument(document, place, items));
      const index = isMatch([]) ? -1 : array.findIndex((item) => isMatch([item]));
      ensure(index >= 0, 'BadValue', `the query matched no one element of ${path.join('.')}`);
      return [index];
    }
    const isWanted = part === '$[]' ? () => true : arrayFilters.get(part.slice(2, -1));
    ensure(isWanted !== undefined, 'BadValue', `No array filter found for ${part}`);
    return [...array.keys()].filter((index) => isWanted(array[index]));
  };
  return (document) =>
    steps.flatMap(({ path, leaf }) =>
      expandPath(document, path, (...at) => findIndexes(document, ...at)).map((concrete) => ({
        path: concrete,
        leaf,
      })),
    );
}

/** Each array filter by its identifier, which is the one field that it begins at. */
function compileArrayFilters(steps: Steps, options: UpdateOptions): Map<string, Test> {
  const tests = new Map<string, Test>();
  for (const filter of options.arrayFilters ?? []) {
    const names = new Set(Object.keys(filter).map((path) => path.split('.')[0] ?? ''));
    const [name = '', ...others] = names;
    if (name.startsWith('$')) throw notSupported(`${name} in an array filter`);
    const isUsed = steps.some(({ path }) => path.includes(`$[${name}]`));
    const isSound = others.length === 0 && !tests.has(name) && isUsed;
    ensure(isSound, 'FailedToParse', `an array filter needs one field name that is used: ${name}`);
    const test = compileFilter(filter, options);
    tests.set(name, (element) => test({ [name]: element }));
  }
  return tests;
}
