import { ObjectId } from 'bson';
import { notSupported } from '../errors.ts';
import type { Document } from '../types.ts';
import { ensure } from './ensure.ts';
import type { ExpressionOptions } from './expression.ts';
import { compileFilter, isOperatorDocument } from './filter.ts';
import { COMPARING, MODIFIERS } from './modifiers.ts';
import { childOf, getField, parsePath, type Path, type Test, toIndex } from './paths.ts';
import { compileDocumentStage, readStage, type Transform } from './projection.ts';
import { type Change, changeDocument, type Planned, toTree } from './tree.ts';
import { compareValues, isDocument, isSameValue } from './values.ts';

/** Operators, a whole document that replaces, or a pipeline. */
export type Update = Document | readonly Document[];

/** What an update may depend on besides the document. */
export interface UpdateOptions extends ExpressionOptions {
  /** True for the document that an upsert makes. */
  readonly isInsert?: boolean;
  readonly arrayFilters?: readonly Document[] | undefined;
  /** The query that found the document; `$` in a path is the index that it matched. */
  readonly filter?: Document | undefined;
}

type Steps = readonly Planned<Change>[];

/** Compiles an update, which gives a new document, or the same one when nothing changes. */
export function compileUpdate(update: Update, options: UpdateOptions): Transform {
  if (isDocument(update) && isOperatorUpdate(update)) {
    const change = compileOperators(update, options);
    return (document) => checkId(document, change(document));
  }
  const replace = isDocument(update) ? () => update : compilePipeline(update, options);
  return (document) => {
    const replaced = replace(document);
    const id = getField(document, '_id');
    const isComplete = id === undefined || Object.hasOwn(replaced, '_id');
    const complete = isComplete ? replaced : { _id: id, ...replaced };
    return isSameValue(document, complete) ? document : checkId(document, complete);
  };
}

/** True for `{$set: …}` and the like, false for a whole document that replaces. */
export const isOperatorUpdate = (update: Document): boolean =>
  Object.keys(update)[0]?.startsWith('$') === true;

/** The document that an upsert inserts: the filter's equalities, then the update; `_id` is made when absent. */
export function buildUpsert(filter: Document, update: Update, options: UpdateOptions): Document {
  const isReplacement = isDocument(update) && !isOperatorUpdate(update);
  const equalities = equalitiesOf(filter).filter(
    ({ path }) => !isReplacement || path.join('.') === '_id',
  );
  const base = changeDocument({}, toTree(equalities, 'NotSingleValueField'));
  const made = compileUpdate(update, { ...options, isInsert: true })(base);
  return Object.hasOwn(made, '_id') ? made : { _id: new ObjectId(), ...made };
}

function compilePipeline(pipeline: readonly Document[], options: UpdateOptions): Transform {
  const transforms = pipeline.map((part) => {
    const stage = readStage(part);
    const transform = compileDocumentStage(stage, options);
    if (transform !== undefined) return transform;
    throw notSupported(`the stage ${stage[0]} of an update`, 'InvalidOptions');
  });
  return (document) => transforms.reduce((made, transform) => transform(made), document);
}

/** The changed document with its `_id` in front; code 66 if that is not what it was. */
function checkId(before: Document, after: Document): Document {
  if (after === before) return before;
  const [id, newId] = [getField(before, '_id'), getField(after, '_id')];
  const isKept = id === undefined || id === newId || compareValues(id, newId) === 0;
  ensure(isKept, 'ImmutableField', "the update would modify the immutable field '_id'");
  const isInFront = !Object.hasOwn(after, '_id') || Object.keys(after)[0] === '_id';
  return isInFront ? after : { _id: after['_id'], ...after };
}

function equalitiesOf(filter: Document): Planned<Change>[] {
  return Object.entries(filter).flatMap(([name, condition]) => {
    const parts = Array.isArray(condition) ? condition.filter(isDocument) : [];
    const isJoined = name === '$and' || (name === '$or' && parts.length === 1);
    if (isJoined) return parts.flatMap(equalitiesOf);
    if (name.startsWith('$')) return [];
    return valuesOf(condition).map((value) => ({ path: parsePath(name), leaf: () => value }));
  });
}

/** The values that a condition fixes: a plain value, `$eq`, those of `$all`, or `$in` of only one. */
function valuesOf(condition: unknown): unknown[] {
  if (!isOperatorDocument(condition)) return [condition];
  const { $eq, $in, $all } = condition;
  const only: unknown[] = Array.isArray($in) && $in.length === 1 ? $in : [];
  const listed = [...only, ...(Array.isArray($all) ? $all : [])].flatMap(valuesOf);
  return $eq === undefined ? listed : [$eq, ...listed];
}

/** Compiles `{$set: …}` and the like; new fields are made in the order of their names. */
function compileOperators(update: Document, options: UpdateOptions): Transform {
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
const toPart = (part: string): string | number => toIndex(part) ?? part;

/** Puts the indexes in that `$`, `$[]` and `$[id]` stand for in a document. */
function compileExpansion(steps: Steps, options: UpdateOptions): (document: Document) => Steps {
  const test = compileFilter(options.filter ?? {}, options);
  const arrayFilters = compileArrayFilters(steps, options);
  const findIndexes = (document: Document, array: unknown, part: string, path: Path): number[] => {
    ensure(Array.isArray(array), 'BadValue', `there is no array for ${part}`);
    const isWanted = part === '$[]' ? () => true : arrayFilters.get(part.slice(2, -1));
    if (isWanted !== undefined) return [...array.keys()].filter((at) => isWanted(array[at]));
    ensure(part === '$', 'BadValue', `No array filter found for ${part}`);
    // The first element that is enough for the query to match, which without any it must not.
    const place = toTree([{ path, leaf: (_: unknown, items: unknown) => items }], 'BadValue');
    const isMatch = (items: unknown[]): boolean => test(changeDocument(document, place, items));
    const index = isMatch([]) ? -1 : array.findIndex((item) => isMatch([item]));
    ensure(index >= 0, 'BadValue', `the query matched no one element of ${path.join('.')}`);
    return [index];
  };
  return (document) =>
    steps.flatMap(({ path, leaf }) => {
      let found: { path: Path; leaf: Change; value: unknown }[] = [
        { path: [], leaf, value: document },
      ];
      for (const part of path) {
        found = found.flatMap(({ path: before, value }) => {
          const isOpen = part.startsWith('$');
          const parts = isOpen ? findIndexes(document, value, part, before).map(String) : [part];
          return parts.map((one) => ({ path: [...before, one], leaf, value: childOf(value, one) }));
        });
      }
      return found;
    });
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
