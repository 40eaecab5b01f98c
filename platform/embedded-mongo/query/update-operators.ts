import { notSupported } from '../errors.ts';
import type { Document } from '../types.ts';
import { ensure } from './ensure.ts';
import type { ExpressionOptions } from './expression.ts';
import { compileFilter } from './filter.ts';
import { COMPARING, MODIFIERS } from './modifiers.ts';
import { parsePath, type Path, refuseOverlaps, type Test, toIndex } from './paths.ts';
import type { Transform } from './projection.ts';
import { type Change, expandPath, type FindIndexes, modifyDocument } from './update-path.ts';
import { compareValues, isDocument } from './values.ts';

/** What an update may depend on besides the document. */
export interface UpdateOptions extends ExpressionOptions {
  /** True for the document that an upsert makes. */
  readonly isInsert?: boolean;
  readonly arrayFilters?: readonly Document[] | undefined;
  /** The query that found the document; `$` in a path is the index that it matched. */
  readonly filter?: Document | undefined;
}

interface Step {
  readonly path: Path;
  readonly change: Change;
}

/** Compiles `{$set: …}` and the like; new fields are made in the order of their names. */
export function compileOperators(update: Document, options: UpdateOptions): Transform {
  const given = Object.entries(update).flatMap(([operator, fields]) => {
    const compile = MODIFIERS.get(operator);
    if (compile === undefined)
      throw notSupported(`the update operator ${operator}`, 'FailedToParse');
    if (options.collation !== undefined && COMPARING.has(operator)) {
      throw notSupported(`${operator} under a collation`);
    }
    ensure(isDocument(fields), 'FailedToParse', `${operator} needs an object of fields`);
    return Object.entries(fields).map(([name, argument]) => {
      return { path: readPath(name), change: compile(argument, options.isInsert === true) };
    });
  });
  refuseOverlaps(given, 'ConflictingUpdateOperators');
  const steps = given.toSorted((a, b) => compareValues(a.path.map(toPart), b.path.map(toPart)));
  const isDynamic = options.arrayFilters !== undefined || steps.some(isPositional);
  const expand = isDynamic ? compileExpansion(steps, options) : () => steps;
  return (document) =>
    expand(document).reduce(
      (made, { path, change }) => modifyDocument(made, path, change),
      document,
    );
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

function isPositional({ path }: Step): boolean {
  return path.some((part) => part.startsWith('$'));
}

/** Finds for each document what `$`, `$[]` and `$[id]` stand for in it. */
function compileExpansion(steps: readonly Step[], options: UpdateOptions) {
  const test = compileFilter(options.filter ?? {}, options);
  const arrayFilters = compileArrayFilters(steps, options);
  return (document: Document): readonly Step[] => {
    const findIndexes: FindIndexes = (array, part, path) => {
      ensure(Array.isArray(array), 'BadValue', `there is no array for ${part}`);
      const indexes = [...array.keys()];
      if (part === '$[]') return indexes;
      if (part === '$') {
        // The first element that is enough for the query to match, which without any it must not.
        const isMatch = (items: unknown[]): boolean =>
          test(modifyDocument(document, path, () => items));
        const index = isMatch([]) ? -1 : array.findIndex((item) => isMatch([item]));
        ensure(index >= 0, 'BadValue', `the query matched no one element of ${path.join('.')}`);
        return [index];
      }
      const isWanted = arrayFilters.get(part.slice(2, -1));
      ensure(isWanted !== undefined, 'BadValue', `No array filter found for ${part}`);
      return indexes.filter((index) => isWanted(array[index]));
    };
    const concrete = steps.flatMap((step) =>
      expandPath(document, step.path, findIndexes).map((path) => ({ ...step, path })),
    );
    refuseOverlaps(concrete, 'ConflictingUpdateOperators');
    return concrete;
  };
}

/** Each array filter by its identifier, which is the one field that it begins at. */
function compileArrayFilters(steps: readonly Step[], options: UpdateOptions) {
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
