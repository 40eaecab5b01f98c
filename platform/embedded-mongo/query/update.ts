import { ObjectId } from 'bson';
import { notSupported } from '../errors.ts';
import type { Document } from '../types.ts';
import { ensure } from './ensure.ts';
import { isOperatorDocument } from './filter.ts';
import { getField, parsePath } from './paths.ts';
import { compileDocumentStage, readStage, type Transform } from './projection.ts';
import { type Change, changeDocument, type Planned, toTree } from './tree.ts';
import { compileOperators, type UpdateOptions } from './update-operators.ts';
import { compareValues, isDocument, isSameValue } from './values.ts';

/** Operators, a whole document that replaces, or a pipeline. */
export type Update = Document | readonly Document[];

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
export function isOperatorUpdate(update: Document): boolean {
  return Object.keys(update)[0]?.startsWith('$') === true;
}

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
    throw notSupported(`the stage ${stage.name} of an update`, 'InvalidOptions');
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
