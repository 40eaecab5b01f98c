import { MongoError } from '../../errors.ts';
import { type Document, setField } from '../../types.ts';
import { average, extreme, sum } from '../accumulate.ts';
import { isNumeric, toNumber } from '../numbers.ts';
import { compareValues, isDocument, isNullish, isTruthy, typeOf } from '../values.ts';
import {
  bind,
  type Env,
  type CompilePart,
  type Evaluate,
  namedParts,
  onPresent,
  onValues,
  type Operator,
  type OperatorTable,
} from './operator.ts';

/** Operators on arrays, and the accumulators over one. */
export const ARRAYS: OperatorTable = [
  ['$isArray', onValues(1, 1, (value) => Array.isArray(value))],
  ['$size', onValues(1, 1, (value) => arrayOf(value, 17124).length)],
  ['$first', onPresent(1, 1, (value) => arrayOf(value)[0])],
  ['$last', onPresent(1, 1, (value) => arrayOf(value).at(-1))],
  ['$arrayElemAt', onPresent(2, 2, (value, index) => arrayOf(value).at(wholeOf(index)))],
  [
    '$concatArrays',
    onPresent(0, Infinity, (...values) => values.flatMap((value) => arrayOf(value))),
  ],
  ['$slice', onPresent(2, 3, slice)],
  ['$in', onValues(2, 2, (value, array) => includes(arrayOf(array, 40081), value))],
  ['$filter', compileFilter],
  ['$map', compileMap],
  ['$mergeObjects', onValues(0, Infinity, (...values) => mergeObjects(onlyArray(values)))],
  ['$sum', accumulate(sum)],
  ['$avg', accumulate(average)],
  ['$min', accumulate((values) => extreme(values, -1))],
  ['$max', accumulate((values) => extreme(values, 1))],
];

/** Merges documents, the later over the earlier; null is skipped. */
export function mergeObjects(values: Iterable<unknown>): Document {
  const merged: Document = {};
  for (const value of values) {
    if (isNullish(value)) continue;
    for (const [field, item] of Object.entries(documentOf(value))) setField(merged, field, item);
  }
  return merged;
}

function documentOf(value: unknown): Document {
  if (isDocument(value)) return value;
  throw new MongoError(40400, `an object is needed, but got ${typeOf(value)}`);
}

function arrayOf(value: unknown, code = 28689): unknown[] {
  if (Array.isArray(value)) return value;
  throw new MongoError(code, `an array is needed, but got ${typeOf(value)}`);
}

function wholeOf(value: unknown): number {
  const whole = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (Number.isInteger(whole)) return whole;
  throw new MongoError(28691, `a whole number is needed, but got ${typeOf(value)}`);
}

function includes(array: unknown[], value: unknown): boolean {
  return array.some((item) => compareValues(item, value) === 0);
}

/** One array argument stands for its items. */
function onlyArray(values: unknown[]): unknown[] {
  return values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
}

function accumulate(fold: (values: Iterable<unknown>) => unknown): Operator {
  return onValues(0, Infinity, (...values) => fold(onlyArray(values)));
}

function slice(value: unknown, first: unknown, count?: unknown): unknown[] {
  const array = arrayOf(value, 28724);
  const from = wholeOf(first);
  if (count === undefined) return from < 0 ? array.slice(from) : array.slice(0, from);
  const length = wholeOf(count);
  if (length <= 0) throw new MongoError(28729, 'Third argument to $slice must be positive');
  const start = from < 0 ? Math.max(0, array.length + from) : from;
  return array.slice(start, start + length);
}

function compileFilter(argument: unknown, compile: CompilePart): Evaluate {
  const { input, as, cond } = namedParts('$filter', argument, ['input', 'cond'], ['as']);
  const name = variableName(as);
  const isKept = compile(cond, [name]);
  return onArray(compile(input), (array, env) =>
    array.filter((item) => isTruthy(isKept(bind(env, name, item)))),
  );
}

function compileMap(argument: unknown, compile: CompilePart): Evaluate {
  const { input, as, in: body } = namedParts('$map', argument, ['input', 'in'], ['as']);
  const name = variableName(as);
  const evaluate = compile(body, [name]);
  return onArray(compile(input), (array, env) =>
    array.map((item) => evaluate(bind(env, name, item)) ?? null),
  );
}

function onArray(input: Evaluate, apply: (array: unknown[], env: Env) => unknown): Evaluate {
  return (env) => {
    const value = input(env);
    return isNullish(value) ? null : apply(arrayOf(value), env);
  };
}

function variableName(as: unknown = 'this'): string {
  if (typeof as === 'string' && /^[a-z]\w*$/.test(as)) return as;
  throw new MongoError('FailedToParse', `'as' is not a valid variable name: ${typeOf(as)}`);
}
