import { MongoError, typeMismatch } from '../../errors.ts';
import { type Document, setField } from '../../types.ts';
import { average, extreme, sum } from '../accumulate.ts';
import { isNumeric, toNumber } from '../numbers.ts';
import { compareValues, isDocument, isNullish, isTruthy, typeOf } from '../values.ts';
import {
  bind,
  type CompilePart,
  type Evaluate,
  namedParts,
  onPresent,
  onValues,
  type Operator,
  type OperatorTable,
} from './operator.ts';

/** Operators on arrays, and those that turn documents into arrays and back. */
export const ARRAYS: OperatorTable = [
  ['$isArray', onValues(1, 1, (value) => Array.isArray(value))],
  ['$size', onValues(1, 1, (value) => arrayOf('$size', value, 17124).length)],
  ['$first', onPresent(1, 1, (value) => arrayOf('$first', value, 28689)[0])],
  ['$last', onPresent(1, 1, (value) => arrayOf('$last', value, 28689).at(-1))],
  [
    '$arrayElemAt',
    onPresent(2, 2, (value, index) =>
      arrayOf('$arrayElemAt', value, 28689).at(wholeOf('$arrayElemAt', index)),
    ),
  ],
  [
    '$concatArrays',
    onPresent(0, Infinity, (...values) =>
      values.flatMap((value) => arrayOf('$concatArrays', value, 28664)),
    ),
  ],
  [
    '$reverseArray',
    onPresent(1, 1, (value) => arrayOf('$reverseArray', value, 34435).toReversed()),
  ],
  ['$slice', onPresent(2, 3, slice)],
  [
    '$in',
    onValues(2, 2, (value, array) =>
      arrayOf('$in', array, 40081).some((item) => compareValues(item, value) === 0),
    ),
  ],
  [
    '$indexOfArray',
    onValues(2, 2, (array, value) =>
      isNullish(array)
        ? null
        : arrayOf('$indexOfArray', array, 40090).findIndex(
            (item) => compareValues(item, value) === 0,
          ),
    ),
  ],
  ['$range', onValues(2, 3, range)],
  ['$filter', compileFilter],
  ['$map', compileMap],
  ['$reduce', compileReduce],
  ['$mergeObjects', onValues(0, Infinity, (...values) => mergeObjects(onlyArray(values)))],
  ['$objectToArray', onPresent(1, 1, objectToArray)],
  ['$arrayToObject', onPresent(1, 1, arrayToObject)],
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
    if (!isDocument(value))
      throw new MongoError(40400, `$mergeObjects requires object inputs, but got ${typeOf(value)}`);
    for (const [field, item] of Object.entries(value)) setField(merged, field, item);
  }
  return merged;
}

function arrayOf(name: string, value: unknown, code: number): unknown[] {
  if (Array.isArray(value)) return value;
  throw new MongoError(
    code,
    `The argument to ${name} must be an array, but was of type: ${typeOf(value)}`,
  );
}

function wholeOf(name: string, value: unknown): number {
  const whole = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (Number.isInteger(whole)) return whole;
  throw new MongoError(28691, `${name} needs a whole number, got ${typeOf(value)}`);
}

/** One array argument stands for its items. */
function onlyArray(values: unknown[]): unknown[] {
  return values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
}

function accumulate(fold: (values: Iterable<unknown>) => unknown): Operator {
  return onValues(0, Infinity, (...values) => fold(onlyArray(values)));
}

function slice(value: unknown, first: unknown, count?: unknown): unknown[] {
  const array = arrayOf('$slice', value, 28724);
  const from = wholeOf('$slice', first);
  if (count === undefined) return from < 0 ? array.slice(from) : array.slice(0, from);
  const length = wholeOf('$slice', count);
  if (length <= 0) throw new MongoError(28729, 'Third argument to $slice must be positive');
  const start = from < 0 ? Math.max(0, array.length + from) : from;
  return array.slice(start, start + length);
}

function range(from: unknown, to: unknown, by: unknown = 1): number[] {
  const [start, end, step] = [
    wholeOf('$range', from),
    wholeOf('$range', to),
    wholeOf('$range', by),
  ];
  if (step === 0) throw new MongoError(34449, '$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (length > 1_000_000)
    throw new MongoError('ExceededMemoryLimit', '$range would make too long an array');
  return Array.from({ length }, (_, index) => start + index * step);
}

function compileFilter(argument: unknown, compile: CompilePart): Evaluate {
  const named = namedParts('$filter', argument, ['input', 'cond'], ['as', 'limit']);
  const input = compile(named['input']);
  const name = variableName(named['as']);
  const condition = compile(named['cond'], [name]);
  const limit = named['limit'] === undefined ? undefined : compile(named['limit']);
  return (env) => {
    const value = input(env);
    if (isNullish(value)) return null;
    const kept = arrayOf('$filter', value, 28651).filter((item) =>
      isTruthy(condition(bind(env, name, item))),
    );
    const most = limit?.(env);
    return isNullish(most) ? kept : kept.slice(0, wholeOf('$filter', most));
  };
}

function compileMap(argument: unknown, compile: CompilePart): Evaluate {
  const named = namedParts('$map', argument, ['input', 'in'], ['as']);
  const input = compile(named['input']);
  const name = variableName(named['as']);
  const body = compile(named['in'], [name]);
  return (env) => {
    const value = input(env);
    if (isNullish(value)) return null;
    return arrayOf('$map', value, 16883).map((item) => body(bind(env, name, item)) ?? null);
  };
}

function compileReduce(argument: unknown, compile: CompilePart): Evaluate {
  const named = namedParts('$reduce', argument, ['input', 'initialValue', 'in'], []);
  const input = compile(named['input']);
  const initial = compile(named['initialValue']);
  const body = compile(named['in'], ['value', 'this']);
  return (env) => {
    const value = input(env);
    if (isNullish(value)) return null;
    return arrayOf('$reduce', value, 40080).reduce(
      (total, item) => body(bind(bind(env, 'value', total), 'this', item)),
      initial(env),
    );
  };
}

function variableName(as: unknown): string {
  if (as === undefined) return 'this';
  if (typeof as === 'string' && /^[a-z][\w]*$/.test(as)) return as;
  throw new MongoError('FailedToParse', `'${String(as)}' is not a valid variable name`);
}

function objectToArray(value: unknown): Document[] {
  if (!isDocument(value))
    throw new MongoError(
      40390,
      `$objectToArray requires a document input, found: ${typeOf(value)}`,
    );
  return Object.entries(value).map(([k, v]) => ({ k, v }));
}

function arrayToObject(value: unknown): Document {
  const result: Document = {};
  for (const item of arrayOf('$arrayToObject', value, 40386)) {
    const [k, v] = Array.isArray(item) ? item : isDocument(item) ? [item['k'], item['v']] : [];
    if (typeof k !== 'string')
      throw typeMismatch('$arrayToObject needs pairs or {k, v} documents with a string key');
    setField(result, k, v ?? null);
  }
  return result;
}
