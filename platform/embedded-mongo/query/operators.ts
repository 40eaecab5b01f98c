import { type Document, toDouble } from '../types.ts';
import { accumulate } from './accumulators.ts';
import { formatDate, truncateDate } from './dates.ts';
import { ensure } from './ensure.ts';
import { calculate, type Operand, toNumber, toOperand } from './numbers.ts';
import { compareValues, isNullish, isTruthy } from './values.ts';

/** A compiled expression; undefined is MongoDB's missing value. */
export type Evaluate = (root: unknown) => unknown;

/** An operator of expressions: the arguments that it takes and what it makes of them. */
export interface Operator {
  /** How many arguments a list has; any number when undefined. */
  readonly count?: number | undefined;
  /** The names of arguments that a document gives; those with a default may be absent. */
  readonly names?: readonly string[];
  readonly defaults?: Document;
  readonly build: (parts: readonly Evaluate[]) => Evaluate;
}

type Apply = (...values: unknown[]) => unknown;

/** The operators by name; `$literal` is known to the compiler. */
export const OPERATORS = new Map<string, Operator>([
  ['$and', { build: (parts) => (root) => parts.every((part) => isTruthy(part(root))) }],
  ['$or', { build: (parts) => (root) => parts.some((part) => isTruthy(part(root))) }],
  ['$not', onValues((value) => !isTruthy(value))],
  ['$cond', { count: 3, names: ['if', 'then', 'else'], build: buildCondition }],
  [
    '$ifNull',
    { build: (parts) => parts.reduceRight((rest, part) => (root) => part(root) ?? rest(root)) },
  ],
  ['$cmp', onValues((a, b) => Math.sign(compareValues(a, b)))],
  ['$eq', onValues((a, b) => compareValues(a, b) === 0)],
  ['$ne', onValues((a, b) => compareValues(a, b) !== 0)],
  ['$gt', onValues((a, b) => compareValues(a, b) > 0)],
  ['$gte', onValues((a, b) => compareValues(a, b) >= 0)],
  ['$lt', onValues((a, b) => compareValues(a, b) < 0)],
  ['$lte', onValues((a, b) => compareValues(a, b) <= 0)],
  ['$add', onPresent((...terms) => fold('add', 0, terms))],
  ['$subtract', onPresent((a, b) => calculate('subtract', toOperand(a), toOperand(b)))],
  ['$multiply', onPresent((...factors) => fold('multiply', 1, factors))],
  ['$divide', onPresent(divide)],
  ['$concat', onPresent((...values) => values.map(toText).join(''))],
  ['$size', onValues((value) => toArray(value).length)],
  ...['$sum', '$avg', '$min', '$max'].map((name) => [name, onItems(name)] as const),
  ['$dateToString', named(['date', 'format'], { timezone: 'UTC' }, formatDate)],
  ['$dateTrunc', named(['date', 'unit'], { timezone: 'UTC', startOfWeek: 'sunday' }, truncateDate)],
]);

/** An operator over evaluated arguments, as many as `apply` has parameters. */
function onValues(apply: Apply): Operator {
  const build: Operator['build'] = (parts) => (root) => apply(...parts.map((part) => part(root)));
  return { count: apply.length === 0 ? undefined : apply.length, build };
}

/** As `onValues`, but null when any argument is null or missing. */
function onPresent(apply: Apply): Operator {
  const { build } = onValues((...values) => (values.some(isNullish) ? null : apply(...values)));
  return { ...onValues(apply), build };
}

function named(names: readonly string[], defaults: Document, apply: Apply): Operator {
  return { ...onValues(apply), names, defaults };
}

/** An accumulator over several values or, given one array, over its items. */
function onItems(name: string): Operator {
  return onValues((...values) => {
    const [only] = values;
    return accumulate(name, values.length === 1 && Array.isArray(only) ? only : values);
  });
}

function buildCondition([test, yes, no]: readonly Evaluate[]): Evaluate {
  return (root) => (isTruthy(test?.(root)) ? yes?.(root) : no?.(root));
}

function fold(operation: 'add' | 'multiply', start: number, values: unknown[]): Operand {
  return values.map(toOperand).reduce<Operand>((a, b) => calculate(operation, a, b), start);
}

function divide(a: unknown, b: unknown): Operand {
  const [dividend, divisor] = [toNumber(toOperand(a)), toNumber(toOperand(b))];
  ensure(divisor !== 0, 'BadValue', "can't divide by zero");
  return toDouble(dividend / divisor);
}

function toText(value: unknown): string {
  ensure(typeof value === 'string', 16702, '$concat only supports strings');
  return value;
}

function toArray(value: unknown): unknown[] {
  ensure(Array.isArray(value), 17124, 'The argument to $size must be an array');
  return value;
}
