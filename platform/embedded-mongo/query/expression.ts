import { MongoError, notSupported } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { formatDate, truncateDate } from './dates.ts';
import { ensure, readEntry, readFields } from './ensure.ts';
import { add, type Operand, toOperand } from './numbers.ts';
import { getField, parsePath, type Path, setPresent } from './paths.ts';
import { compareValues, isDocument, isNullish, isTruthy } from './values.ts';

export interface ExpressionOptions {
  /** Variables given with the command; each is a constant expression. */
  readonly let?: Document | undefined;
  /** What `$$NOW` stands for; without it the variable is refused. */
  readonly now?: Date | undefined;
  readonly collation?: Collation | undefined;
}

/** A compiled expression; undefined is MongoDB's missing value. */
export type Evaluate = (root: unknown) => unknown;

/** An operator of expressions: the arguments that it takes and what it makes of them. */
interface Operator {
  /** How many arguments a list has; any number when undefined. */
  readonly count?: number | undefined;
  /** The names of arguments that a document gives; those with a default may be absent. */
  readonly names?: readonly string[];
  readonly defaults?: Document;
  readonly build: (parts: readonly Evaluate[]) => Evaluate;
}

type Apply = (...values: unknown[]) => unknown;

const OPERATORS = new Map<string, Operator>([
  ['$and', { build: (parts) => (root) => parts.every((part) => isTruthy(part(root))) }],
  ['$or', { build: (parts) => (root) => parts.some((part) => isTruthy(part(root))) }],
  ['$not', onValues((value) => !isTruthy(value))],
  ['$cond', { count: 3, names: ['if', 'then', 'else'], build: buildCondition }],
  ['$ifNull', { build: (parts) => parts.reduceRight(buildFallback) }],
  ['$eq', onValues((a, b) => compareValues(a, b) === 0)],
  ['$ne', onValues((a, b) => compareValues(a, b) !== 0)],
  ['$gt', onValues((a, b) => compareValues(a, b) > 0)],
  ['$gte', onValues((a, b) => compareValues(a, b) >= 0)],
  ['$lt', onValues((a, b) => compareValues(a, b) < 0)],
  ['$lte', onValues((a, b) => compareValues(a, b) <= 0)],
  ['$add', onValues(addUp)],
  ['$dateToString', named(['date', 'format'], { timezone: 'UTC' }, formatDate)],
  ['$dateTrunc', named(['date', 'unit'], { timezone: 'UTC', startOfWeek: 'sunday' }, truncateDate)],
]);

/** Compiles an aggregation expression; codes 168 and 17276 for unknown operators and variables. */
export function compileExpression(expression: unknown, options: ExpressionOptions): Evaluate {
  if (typeof expression === 'string' && expression.startsWith('$$')) {
    const [name = '', ...path] = parsePath(expression.slice(2));
    const read = compileVariable(name, options);
    return (root) => valueAt(read(root), path);
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

function compileVariable(name: string, { let: variables, now }: ExpressionOptions): Evaluate {
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
  const [name, argument] = readEntry(expression, 'an expression', 15983);
  if (name === '$literal') return () => argument;
  const operator = OPERATORS.get(name);
  if (operator === undefined) throw notSupported(`the expression ${name}`, 168);
  if (options.collation !== undefined) throw notSupported('an expression under a collation');
  const list = readArguments(name, argument, operator);
  const isCounted = list.length === (operator.count ?? Math.max(list.length, 1));
  ensure(isCounted, 16020, `${name} takes ${operator.count ?? 'some'} arguments`);
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
    for (const [field, part] of parts) setPresent(result, field, part(root));
    return result;
  };
}

/** An operator over evaluated arguments, as many as `apply` has parameters. */
function onValues(apply: Apply): Operator {
  const build: Operator['build'] = (parts) => (root) => apply(...parts.map((part) => part(root)));
  return { count: apply.length === 0 ? undefined : apply.length, build };
}

/** Null when any argument is null or missing. */
function addUp(...values: unknown[]): Operand | null {
  if (values.some(isNullish)) return null;
  return values.map(toOperand).reduce((a, b) => add(a, b));
}

function named(names: readonly string[], defaults: Document, apply: Apply): Operator {
  return { ...onValues(apply), names, defaults };
}

function buildCondition([test, yes, no]: readonly Evaluate[]): Evaluate {
  return (root) => (isTruthy(test?.(root)) ? yes?.(root) : no?.(root));
}

function buildFallback(rest: Evaluate, part: Evaluate): Evaluate {
  return (root) => part(root) ?? rest(root);
}
