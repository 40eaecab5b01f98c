import { MongoError, notSupported } from '../../errors.ts';
import { type Collation, type Document, setField } from '../../types.ts';
import { getField, parsePath, type Path } from '../paths.ts';
import { isDocument } from '../values.ts';
import { ARITHMETIC } from './arithmetic.ts';
import { ARRAYS } from './arrays.ts';
import { DATES } from './dates.ts';
import { LOGIC } from './logic.ts';
import type { CompilePart, Evaluate, Operator, Scope } from './operator.ts';
import { STRINGS } from './strings.ts';

export interface ExpressionOptions {
  /** Variables given with the command; each is a constant expression. */
  readonly let?: Document | undefined;
  /** What `$$NOW` stands for; without it the variable is refused. */
  readonly now?: Date | undefined;
  readonly collation?: Collation | undefined;
}

const OPERATORS = new Map<string, Operator>([
  ...LOGIC,
  ...ARITHMETIC,
  ...STRINGS,
  ...ARRAYS,
  ...DATES,
]);

/** Compiles an aggregation expression; codes 168 and 17276 for unknown operators and variables. */
export function compileExpression(
  expression: unknown,
  options: ExpressionOptions,
  locals: ReadonlySet<string> = new Set(),
): Evaluate {
  const compile: CompilePart = (part, more = []) =>
    compileExpression(part, options, more.length === 0 ? locals : new Set([...locals, ...more]));
  if (typeof expression === 'string' && expression.startsWith('$')) {
    return expression.startsWith('$$')
      ? compileVariable(expression.slice(2), options, locals)
      : compileField(parsePath(expression.slice(1)));
  }
  if (Array.isArray(expression)) {
    const parts = expression.map((part: unknown) => compile(part));
    return (env) => parts.map((part) => part(env) ?? null);
  }
  if (!isDocument(expression)) return () => expression;
  const [name] = Object.keys(expression);
  return name?.startsWith('$') === true
    ? compileOperator(name, expression, compile, options)
    : compileDocument(expression, compile);
}

/** Walks a path as expressions do: through arrays by their documents, never by index. */
export function valueAt(start: unknown, path: Path, from = 0): unknown {
  let value = start;
  for (let at = from; at < path.length; at += 1) {
    if (Array.isArray(value)) {
      return value
        .filter(isDocument)
        .map((item) => valueAt(item, path, at))
        .filter((item) => item !== undefined);
    }
    if (!isDocument(value)) return undefined;
    value = getField(value, path[at] ?? '');
  }
  return value;
}

function compileOperator(
  name: string,
  expression: Document,
  compile: CompilePart,
  options: ExpressionOptions,
): Evaluate {
  if (Object.keys(expression).length > 1) {
    throw new MongoError(15983, 'an expression specification must contain exactly one field');
  }
  const operator = OPERATORS.get(name);
  if (operator === undefined)
    throw notSupported(`the expression ${name}`, 'InvalidPipelineOperator');
  if (options.collation !== undefined) throw notSupported('an expression under a collation');
  return operator(expression[name], compile, name);
}

function compileDocument(expression: Document, compile: CompilePart): Evaluate {
  const parts = Object.entries(expression).map(([field, part]) => {
    if (field.includes('.')) {
      throw new MongoError(16412, `FieldPath field names may not contain '.': ${field}`);
    }
    return [field, compile(part)] as const;
  });
  return (env) => {
    const result: Document = {};
    for (const [field, part] of parts) {
      const value = part(env);
      if (value !== undefined) setField(result, field, value);
    }
    return result;
  };
}

function compileField(path: Path): Evaluate {
  const [field = ''] = path;
  if (path.length > 1) return (env) => valueAt(env.root, path);
  return (env) => (isDocument(env.root) ? getField(env.root, field) : undefined);
}

function compileVariable(
  text: string,
  options: ExpressionOptions,
  locals: ReadonlySet<string>,
): Evaluate {
  const [name = '', ...path] = parsePath(text);
  const read = compileName(name, options, locals);
  return path.length === 0 ? read : (env) => valueAt(read(env), path);
}

function compileName(
  name: string,
  options: ExpressionOptions,
  locals: ReadonlySet<string>,
): Evaluate {
  if (name === 'ROOT' || name === 'CURRENT') return (env) => env.root;
  if (name === 'REMOVE') return () => undefined;
  if (locals.has(name)) return (env) => findVariable(env.scope, name);
  const { now } = options;
  if (name === 'NOW' && now !== undefined) return () => now;
  if (options.let !== undefined && Object.hasOwn(options.let, name)) {
    const constant = compileExpression(options.let[name], { now })({ root: {} });
    return () => constant;
  }
  throw new MongoError(17276, `Use of undefined variable: ${name}`);
}

function findVariable(scope: Scope | undefined, name: string): unknown {
  let at = scope;
  while (at !== undefined && at.name !== name) at = at.next;
  return at?.value;
}
