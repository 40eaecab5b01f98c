import { badValue } from '../errors.ts';
import type { Document } from '../types.ts';
import { keyOfValue } from './collation.ts';
import { ensure, readFields } from './ensure.ts';
import { compileElementTest, compileMatch } from './filter.ts';
import { calculate, toOperand, toWhole } from './numbers.ts';
import type { Change } from './update-path.ts';
import { compareValues, isDocument } from './values.ts';

const MAX_LENGTH = 2 ** 32;

type CompileModifier = (argument: unknown, isInsert: boolean) => Change;

/** Modifiers that compare values, which a collation would change. */
export const COMPARING = new Set(['$min', '$max', '$addToSet', '$pull']);

/** The update operators by name. */
export const MODIFIERS = new Map<string, CompileModifier>([
  ['$set', (argument) => () => argument],
  ['$setOnInsert', (argument, isInsert) => (isInsert ? () => argument : (old) => old)],
  ['$unset', () => () => undefined],
  ['$inc', (argument) => compileArithmetic('add', argument)],
  ['$mul', (argument) => compileArithmetic('multiply', argument)],
  ['$min', (argument) => compileExtreme(argument, -1)],
  ['$max', (argument) => compileExtreme(argument, 1)],
  ['$push', compilePush],
  ['$addToSet', compileAddToSet],
  ['$pop', compilePop],
  ['$pull', compilePull],
]);

function compileArithmetic(operation: 'add' | 'multiply', argument: unknown): Change {
  const by = toOperand(argument);
  return (old = 0) => calculate(operation, toOperand(old), by, refuseOverflow);
}

function refuseOverflow(): never {
  throw badValue('the result of the update does not fit into 64 bits');
}

function compileExtreme(argument: unknown, sign: 1 | -1): Change {
  return (old) => (old === undefined || compareValues(argument, old) * sign > 0 ? argument : old);
}

function compilePush(argument: unknown): Change {
  const { $each, $slice = MAX_LENGTH } = readEach(argument, ['$slice']);
  const [each, limit] = [toArray($each), toWhole($slice)];
  ensure(!Number.isNaN(limit), 'BadValue', 'The value for $slice must be an integer value');
  return (old = []) => {
    const pushed = [...toArray(old), ...each];
    return limit < 0 ? pushed.slice(limit) : pushed.slice(0, limit);
  };
}

function compileAddToSet(argument: unknown): Change {
  const each = toArray(readEach(argument, [])['$each']);
  return (old = []) => {
    const set = [...toArray(old)];
    const known = new Set(set.map((item) => keyOfValue(item)));
    for (const item of each) {
      if (known.size < known.add(keyOfValue(item)).size) set.push(item);
    }
    return set;
  };
}

function compilePop(argument: unknown): Change {
  const end = toWhole(argument);
  ensure(Math.abs(end) === 1, 'FailedToParse', '$pop expects 1 or -1');
  return (old) => {
    if (old === undefined) return old;
    ensure(Array.isArray(old), 'TypeMismatch', '$pop needs an array');
    return end === 1 ? old.slice(0, -1) : old.slice(1);
  };
}

function compilePull(argument: unknown): Change {
  const compile = isDocument(argument) ? compileElementTest : compileMatch;
  const test = compile(argument, {});
  return (old) => (old === undefined ? old : toArray(old).filter((item) => !test(item)));
}

function toArray(value: unknown): unknown[] {
  ensure(Array.isArray(value), 'BadValue', 'the update operator needs an array');
  return value;
}

/** Reads `{$each: […], …}`; any other value stands for itself. */
function readEach(argument: unknown, optional: readonly string[]): Document {
  const isList = isDocument(argument) && Object.hasOwn(argument, '$each');
  return isList ? readFields('$each', argument, ['$each'], optional) : { $each: [argument] };
}
