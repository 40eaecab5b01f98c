import { badValue, notSupported } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { ensure, readFields } from './ensure.ts';
import { compileElementTest, compileMatch } from './filter.ts';
import { calculate, toOperand, toWhole } from './numbers.ts';
import type { Change } from './update-path.ts';
import { keyOfValue } from './value-key.ts';
import { compareValues, isDocument } from './values.ts';

const MAX_LENGTH = 2 ** 32;

/** What a modifier may depend on besides its argument. */
export interface ModifierContext {
  readonly now: Date;
  readonly isInsert?: boolean | undefined;
  readonly collation?: Collation | undefined;
}

type CompileModifier = (argument: unknown, context: ModifierContext) => Change;

/** The update operators by name. */
export const MODIFIERS = new Map<string, CompileModifier>([
  ['$set', (argument) => () => argument],
  [
    '$setOnInsert',
    (argument, { isInsert }) =>
      (old) =>
        isInsert === true ? argument : old,
  ],
  ['$unset', () => () => undefined],
  ['$inc', (argument) => compileArithmetic('add', argument)],
  ['$mul', (argument) => compileArithmetic('multiply', argument)],
  ['$min', (argument, context) => compileExtreme(argument, -1, context)],
  ['$max', (argument, context) => compileExtreme(argument, 1, context)],
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

function compileExtreme(argument: unknown, sign: 1 | -1, { collation }: ModifierContext): Change {
  if (collation !== undefined) throw notSupported('$min and $max under a collation');
  return (old) => (old === undefined || compareValues(argument, old) * sign > 0 ? argument : old);
}

function compilePush(argument: unknown): Change {
  const { $each, $slice } = readEach(argument, ['$slice']);
  const [each, limit] = [toArray($each), toWhole($slice ?? MAX_LENGTH)];
  ensure(!Number.isNaN(limit), 'BadValue', 'The value for $slice must be an integer value');
  return (old = []) => {
    const pushed = [...toArray(old), ...each];
    return limit < 0 ? pushed.slice(limit) : pushed.slice(0, limit);
  };
}

function compileAddToSet(argument: unknown, { collation }: ModifierContext): Change {
  const each = toArray(readEach(argument, [])['$each']);
  return (old = []) => {
    const set = [...toArray(old)];
    const known = new Set(set.map((item) => keyOfValue(item, collation)));
    for (const item of each) {
      if (known.size < known.add(keyOfValue(item, collation)).size) set.push(item);
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

function compilePull(argument: unknown, options: ModifierContext): Change {
  const compile = isDocument(argument) ? compileElementTest : compileMatch;
  const test = compile(argument, options);
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
