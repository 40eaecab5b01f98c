import { badValue } from '../errors.ts';
import { ensure, readFields } from './ensure.ts';
import { compileElementTest } from './filter.ts';
import { add, toOperand } from './numbers.ts';
import type { Change } from './tree.ts';
import { compareValues, isDocument, keyOfValue } from './values.ts';

type CompileModifier = (argument: unknown, isInsert: boolean) => Change;

/** Modifiers that compare values, which a collation would change. */
export const COMPARING = new Set(['$min', '$max', '$addToSet', '$pull']);

/** The update operators by name. */
export const MODIFIERS = new Map<string, CompileModifier>([
  ['$set', (argument) => () => argument],
  ['$setOnInsert', (argument, isInsert) => (isInsert ? () => argument : (old) => old)],
  ['$unset', () => () => undefined],
  ['$inc', compileIncrement],
  ['$min', (argument) => compileExtreme(argument, -1)],
  ['$max', (argument) => compileExtreme(argument, 1)],
  ['$push', compilePush],
  ['$addToSet', compileAddToSet],
  ['$pull', compilePull],
]);

function compileIncrement(argument: unknown): Change {
  const by = toOperand(argument);
  return (old = 0) =>
    add(toOperand(old), by, () => {
      throw badValue('the result of the update does not fit into 64 bits');
    });
}

function compileExtreme(argument: unknown, sign: 1 | -1): Change {
  return (old) => (old === undefined || compareValues(argument, old) * sign > 0 ? argument : old);
}

function compilePush(argument: unknown): Change {
  const each = readEach(argument);
  return (old = []) => [...toArray(old), ...each];
}

function compileAddToSet(argument: unknown): Change {
  const each = readEach(argument);
  return (old = []) => {
    const set = [...toArray(old)];
    const known = new Set(set.map((item) => keyOfValue(item)));
    for (const item of each) {
      if (known.size < known.add(keyOfValue(item)).size) set.push(item);
    }
    return set;
  };
}

function compilePull(argument: unknown): Change {
  const test = compileElementTest(isDocument(argument) ? argument : { $eq: argument }, {});
  return (old) => (old === undefined ? old : toArray(old).filter((item) => !test(item)));
}

/** The values of `{$each: […]}`; anything else stands for itself. */
function readEach(argument: unknown): unknown[] {
  const isList = isDocument(argument) && Object.hasOwn(argument, '$each');
  return isList ? toArray(readFields('$each', argument, ['$each'], [])['$each']) : [argument];
}

function toArray(value: unknown): unknown[] {
  ensure(Array.isArray(value), 'BadValue', 'the update operator needs an array');
  return value;
}
