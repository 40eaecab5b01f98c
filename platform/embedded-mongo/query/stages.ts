import type { Document } from '../types.ts';
import { ensure, readFields } from './ensure.ts';
import { compileExpression, type ExpressionOptions } from './expression.ts';
import { compileAddFields, compileProject, type Transform } from './projection.ts';
import { isDocument } from './values.ts';

type CompileStage = (spec: unknown, options: ExpressionOptions) => Transform;

/** The stages that turn one document into one: pipelines and pipeline updates share them. */
const STAGES = new Map<string, CompileStage>([
  ['$project', (spec, options) => compileProject(toFields(spec), options)],
  ['$addFields', (spec, options) => compileAddFields(toFields(spec), options)],
  ['$set', (spec, options) => compileAddFields(toFields(spec), options)],
  ['$unset', compileUnset],
  ['$replaceWith', compileReplace],
  ['$replaceRoot', (spec, options) => compileReplace(readRoot(spec), options)],
]);

/** Compiles one of these stages; undefined for any other. Code 40323 unless it has one name. */
export function compileDocumentStage(
  stage: Document,
  options: ExpressionOptions,
): Transform | undefined {
  const [name = '', ...others] = Object.keys(stage);
  const isSingle = name !== '' && others.length === 0;
  ensure(isSingle, 40323, 'A pipeline stage must contain exactly one field.');
  return STAGES.get(name)?.(stage[name], options);
}

function toFields(spec: unknown): Document {
  ensure(isDocument(spec), 40272, 'the stage needs an object of fields');
  return spec;
}

function compileUnset(spec: unknown, options: ExpressionOptions): Transform {
  const fields: unknown[] = Array.isArray(spec) ? spec : [spec];
  const isNames = fields.every((field) => typeof field === 'string' && field !== '');
  ensure(isNames, 31002, '$unset specification must be a string or an array of strings');
  return compileProject(Object.fromEntries(fields.map((field) => [field, 0])), options);
}

function readRoot(spec: unknown): unknown {
  return readFields('$replaceRoot', spec, ['newRoot'], [])['newRoot'];
}

function compileReplace(spec: unknown, options: ExpressionOptions): Transform {
  const evaluate = compileExpression(spec, options);
  return (document) => {
    const root = evaluate(document);
    ensure(isDocument(root), 40228, "'newRoot' must be an object");
    return root;
  };
}
