import { MongoError, typeMismatch } from '../errors.ts';
import type { Document } from '../types.ts';
import { compileExpression, type ExpressionOptions } from './expression/compile.ts';
import { compileAddFields, compileProject, type Transform } from './projection.ts';
import { isDocument, typeOf } from './values.ts';

type CompileStage = (spec: unknown, options: ExpressionOptions) => Transform;

/** The stages that turn one document into one: pipelines and pipeline updates share them. */
const STAGES = new Map<string, CompileStage>([
  ['$project', (spec, options) => compileProject(documentOf('$project', spec), options)],
  ['$addFields', (spec, options) => compileAddFields(documentOf('$addFields', spec), options)],
  ['$set', (spec, options) => compileAddFields(documentOf('$set', spec), options)],
  ['$unset', compileUnset],
  ['$replaceWith', compileReplace],
  ['$replaceRoot', (spec, options) => compileReplace(readNewRoot(spec), options)],
]);

/** Compiles one of these stages; undefined for any other. Code 40323 unless it has one name. */
export function compileDocumentStage(
  stage: Document,
  options: ExpressionOptions,
): Transform | undefined {
  const [name = '', ...others] = Object.keys(stage);
  if (name === '' || others.length > 0) {
    throw new MongoError(40323, 'A pipeline stage must contain exactly one field.');
  }
  return STAGES.get(name)?.(stage[name], options);
}

function documentOf(name: string, spec: unknown): Document {
  if (isDocument(spec)) return spec;
  throw new MongoError(40272, `${name} specification stage must be an object, got ${typeOf(spec)}`);
}

function compileUnset(spec: unknown, options: ExpressionOptions): Transform {
  const fields: unknown[] = Array.isArray(spec) ? spec : [spec];
  if (fields.length === 0 || !fields.every((field) => typeof field === 'string' && field !== '')) {
    throw new MongoError(31002, '$unset specification must be a string or an array of strings');
  }
  return compileProject(Object.fromEntries(fields.map((field) => [field, 0])), options);
}

function readNewRoot(spec: unknown): unknown {
  if (!isDocument(spec) || !Object.hasOwn(spec, 'newRoot')) {
    throw new MongoError(40229, '$replaceRoot needs a newRoot');
  }
  const unknown = Object.keys(spec).find((field) => field !== 'newRoot');
  if (unknown !== undefined) throw typeMismatch(`unrecognized option to $replaceRoot: ${unknown}`);
  return spec['newRoot'];
}

function compileReplace(spec: unknown, options: ExpressionOptions): Transform {
  const evaluate = compileExpression(spec, options);
  return (document) => {
    const root = evaluate({ root: document });
    if (isDocument(root)) return root;
    throw new MongoError(40228, `'newRoot' must be an object, got ${typeOf(root)}`);
  };
}
