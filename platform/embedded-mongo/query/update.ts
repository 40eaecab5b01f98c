import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import type { ExpressionOptions } from './expression/compile.ts';
import { compileDocumentStage } from './stages.ts';
import { compileOperators, type UpdateOptions } from './update-steps.ts';
import { compareValues, isSameValue } from './values.ts';

export type { UpdateOptions } from './update-steps.ts';

export type Update = Document | readonly Document[];

/** Applies an update and returns a new document, or the same one when nothing changes. */
export function applyUpdate(document: Document, update: Update, options: UpdateOptions): Document {
  return compileUpdate(update, options)(document);
}

/** Compiles operators, a replacement or a pipeline; codes 66, 40, 28, 14, 9 and 2 as MongoDB has them. */
export function compileUpdate(
  update: Update,
  options: UpdateOptions,
): (document: Document) => Document {
  const change = compileChange(update, options);
  return (document) => {
    const changed = change(document);
    if (changed === document) return document;
    keepId(document, changed);
    return putIdFirst(changed);
  };
}

export function isPipeline(update: Update): update is readonly Document[] {
  return Array.isArray(update);
}

/** True for `{$set: …}` and the like, false for a whole document that replaces. */
export function isOperatorUpdate(update: Document): boolean {
  return Object.keys(update)[0]?.startsWith('$') === true;
}

function compileChange(update: Update, options: UpdateOptions): (document: Document) => Document {
  if (isPipeline(update)) return compilePipeline(update, options);
  return isOperatorUpdate(update) ? compileOperators(update, options) : replaceWith(update);
}

function compilePipeline(
  pipeline: readonly Document[],
  options: ExpressionOptions,
): (document: Document) => Document {
  const stages = pipeline.map((stage) => {
    const transform = compileDocumentStage(stage, options);
    if (transform === undefined) {
      const [name] = Object.keys(stage);
      throw new MongoError('InvalidOptions', `${name} is not allowed within an update`);
    }
    return transform;
  });
  return (document) => {
    const result = stages.reduce((current, stage) => stage(current), document);
    const hasId = Object.hasOwn(result, '_id') || !Object.hasOwn(document, '_id');
    const complete = hasId ? result : { _id: document['_id'], ...result };
    return isSameValue(document, complete) ? document : complete;
  };
}

function replaceWith(replacement: Document): (document: Document) => Document {
  return (document) => {
    const hasId = Object.hasOwn(replacement, '_id') || !Object.hasOwn(document, '_id');
    const complete = putIdFirst(hasId ? replacement : { _id: document['_id'], ...replacement });
    return isSameValue(document, complete) ? document : complete;
  };
}

function keepId(before: Document, after: Document): void {
  if (!Object.hasOwn(before, '_id')) return;
  if (Object.hasOwn(after, '_id') && compareValues(before['_id'], after['_id']) === 0) return;
  throw new MongoError('ImmutableField', "the update would modify the immutable field '_id'");
}

function putIdFirst(document: Document): Document {
  if (!Object.hasOwn(document, '_id') || Object.keys(document)[0] === '_id') return document;
  return { _id: document['_id'], ...document };
}
