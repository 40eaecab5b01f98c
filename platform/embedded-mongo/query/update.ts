import type { Document } from '../types.ts';
import { ensure } from './ensure.ts';
import { getField } from './paths.ts';
import type { Transform } from './projection.ts';
import { compileDocumentStage } from './stages.ts';
import { compileOperators, type UpdateOptions } from './update-operators.ts';
import { compareValues, isSameValue } from './values.ts';

/** Operators, a whole document that replaces, or a pipeline. */
export type Update = Document | readonly Document[];

/**
 * Compiles an update, which gives a new document or the same one when nothing changes; codes 66, 40,
 * 28, 14, 9 and 2 as MongoDB has them.
 */
export function compileUpdate(update: Update, options: UpdateOptions): Transform {
  if (!isPipeline(update) && isOperatorUpdate(update)) {
    const change = compileOperators(update, options);
    return (document) => checkId(document, change(document));
  }
  const replace = isPipeline(update) ? compilePipeline(update, options) : () => update;
  return (document) => {
    const replaced = replace(document);
    const id = getField(document, '_id');
    const isComplete = id === undefined || Object.hasOwn(replaced, '_id');
    const complete = isComplete ? replaced : { _id: id, ...replaced };
    return isSameValue(document, complete) ? document : checkId(document, complete);
  };
}

export function isPipeline(update: Update): update is readonly Document[] {
  return Array.isArray(update);
}

/** True for `{$set: …}` and the like, false for a whole document that replaces. */
export function isOperatorUpdate(update: Document): boolean {
  return Object.keys(update)[0]?.startsWith('$') === true;
}

function compilePipeline(pipeline: readonly Document[], options: UpdateOptions): Transform {
  const stages = pipeline.map((stage) => {
    const transform = compileDocumentStage(stage, options);
    const name = Object.keys(stage).join();
    ensure(transform !== undefined, 'InvalidOptions', `${name} is not allowed within an update`);
    return transform;
  });
  return (document) => stages.reduce((current, stage) => stage(current), document);
}

/** The changed document with its `_id` in front; code 66 if that is not what it was. */
function checkId(before: Document, after: Document): Document {
  if (after === before) return before;
  const id = getField(before, '_id');
  const isKept = id === undefined || compareValues(id, getField(after, '_id')) === 0;
  ensure(isKept, 'ImmutableField', "the update would modify the immutable field '_id'");
  const isInFront = !Object.hasOwn(after, '_id') || Object.keys(after)[0] === '_id';
  return isInFront ? after : { _id: after['_id'], ...after };
}
