import { ensure, readFields } from './ensure.ts';
import { compileExpression, type ExpressionOptions } from './expression.ts';
import { compileAddFields, compileProject, type Transform } from './projection.ts';
import { isDocument } from './values.ts';

/** A stage of a pipeline, taken apart. */
export interface NamedStage {
  readonly name: string;
  readonly spec: unknown;
}

/** Reads a stage; code 40323 unless it has one name. */
export function readStage(stage: unknown): NamedStage {
  ensure(isDocument(stage), 'TypeMismatch', 'Each element of the pipeline must be an object');
  const [name = '', ...others] = Object.keys(stage);
  const isSingle = name !== '' && others.length === 0;
  ensure(isSingle, 40323, 'A pipeline stage must contain exactly one field.');
  return { name, spec: stage[name] };
}

/** Compiles a stage that turns one document into one, as updates may have it; undefined for any other. */
export function compileDocumentStage(
  { name, spec }: NamedStage,
  options: ExpressionOptions,
): Transform | undefined {
  switch (name) {
    case '$project':
      return compileProject(spec, options);
    case '$set':
    case '$addFields':
      return compileAddFields(spec, options);
    case '$unset':
      return compileUnset(spec, options);
    case '$replaceWith':
      return compileReplace(spec, options);
    case '$replaceRoot':
      return compileReplace(readFields(name, spec, ['newRoot'], [])['newRoot'], options);
    default:
      return undefined;
  }
}

function compileUnset(spec: unknown, options: ExpressionOptions): Transform {
  const fields: unknown[] = Array.isArray(spec) ? spec : [spec];
  const isNames = fields.every((field) => typeof field === 'string');
  ensure(isNames, 31002, '$unset specification must be a string or an array of strings');
  return compileProject(Object.fromEntries(fields.map((field) => [field, 0])), options);
}

function compileReplace(spec: unknown, options: ExpressionOptions): Transform {
  const evaluate = compileExpression(spec, options);
  return (document) => {
    const root = evaluate(document);
    ensure(isDocument(root), 40228, "'newRoot' must be an object");
    return root;
  };
}
