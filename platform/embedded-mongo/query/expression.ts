import { MongoError, notSupported } from '../errors.ts';
import { type Collation, type Document, setField } from '../types.ts';
import { ensure, readFields } from './ensure.ts';
import { type Evaluate, type Operator, OPERATORS } from './operators.ts';
import { getField, parsePath, type Path } from './paths.ts';
import { isDocument } from './values.ts';

export interface ExpressionOptions {
  /** Variables given with the command; each is a constant expression. */
  readonly let?: Document | undefined;
  /** What `$$NOW` stands for; without it the variable is refused. */
  readonly now?: Date | undefined;
  readonly collation?: Collation | undefined;
}

/** Compiles an aggregation expression; codes 168 and 17276 for unknown operators and variables. */
export function compileExpression(expression: unknown, options: ExpressionOptions): Evaluate {
  if (typeof expression === 'string' && expression.startsWith('$$')) {
    const [name = '', ...path] = parsePath(expression.slice(2));
    const read = compileVariable(name, options);
    return path.length === 0 ? read : (root) => valueAt(read(root), path);
  }
  if (typeof expression === 'string' && expression.startsWith('$')) {
    const path = parsePath(expression.slice(1));
    return (root) => valueAt(root, path);
  }
  if (Array.isArray(expression)) {
    const parts = expression.map((part: unknown) => compileExpression(part, options));
    return (root) => parts.map((part) => part(root) ?? null);
  }
  if (!isDocument(expression)) return () => expression;
  const isOperator = Object.keys(expression)[0]?.startsWith('$') === true;
  return isOperator ? compileOperator(expression, options) : compileFields(expression, options);
}

/** Walks a path as expressions do: through arrays by their documents, never by index. */
export function valueAt(start: unknown, path: Path, from = 0): unknown {
  let value = start;
  for (let at = from; at < path.length; at += 1) {
    if (Array.isArray(value)) {
      const found = value.filter(isDocument).map((item) => valueAt(item, path, at));
      return found.filter((item) => item !== undefined);
    }
    if (!isDocument(value)) return undefined;
    value = getField(value, path[at] ?? '');
  }
  return value;
}

function compileVariable(name: string, options: ExpressionOptions): Evaluate {
  const { let: variables, now } = options;
  if (name === 'ROOT' || name === 'CURRENT') return (root) => root;
  if (name === 'REMOVE') return () => undefined;
  if (name === 'NOW' && now !== undefined) return () => now;
  if (variables !== undefined && Object.hasOwn(variables, name)) {
    const constant = compileExpression(variables[name], { now })({});
    return () => constant;
  }
  throw new MongoError(17276, `Use of undefined variable: ${name}`);
}

function compileOperator(expression: Document, options: ExpressionOptions): Evaluate {
  const [name = '', ...others] = Object.keys(expression);
  ensure(others.length === 0, 15983, 'an expression must contain exactly one field');
  const argument = expression[name];
  if (name === '$literal') return () => argument;
  const operator = OPERATORS.get(name);
  if (operator === undefined) throw notSupported(`the expression ${name}`, 168);
  if (options.collation !== undefined) throw notSupported('an expression under a collation');
  const list = readArguments(name, argument, operator);
  const isCounted = operator.count === undefined || list.length === operator.count;
  ensure(isCounted, 16020, `Expression ${name} takes exactly ${operator.count} arguments`);
  return operator.build(list.map((part) => compileExpression(part, options)));
}

/** The arguments of an operator in their order, whether they are listed or named. */
function readArguments(name: string, argument: unknown, operator: Operator): readonly unknown[] {
  const { names, defaults = {} } = operator;
  if (Array.isArray(argument)) return argument;
  if (names === undefined) return [argument];
  const fields = readFields(name, argument, names, Object.keys(defaults));
  const given = { ...defaults, ...fields };
  return [...names, ...Object.keys(defaults)].map((field) => given[field]);
}

function compileFields(expression: Document, options: ExpressionOptions): Evaluate {
  const parts = Object.entries(expression).map(([field, part]) => {
    ensure(!field.includes('.'), 16412, `field names may not contain '.': ${field}`);
    return [field, compileExpression(part, options)] as const;
  });
  return (root) => {
    const result: Document = {};
    for (const [field, part] of parts) {
      const value = part(root);
      if (value !== undefined) setField(result, field, value);
    }
    return result;
  };
}
