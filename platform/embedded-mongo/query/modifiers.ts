import { badValue, notSupported, typeMismatch } from '../errors.ts';
import { ARRAY_MODIFIERS } from './array-modifiers.ts';
import type { CompileModifier, Modifier, ModifierContext } from './modifier.ts';
import { add, isNumeric, multiply, type Numeric } from './numbers.ts';
import { compareValues, isDocument, isSameValue, typeOf } from './values.ts';

/** The update operators by name; `$rename` moves between two paths and lives with the plan. */
export const MODIFIERS = new Map<string, CompileModifier>([
  ['$set', (argument) => ({ creates: true, apply: () => argument })],
  [
    '$setOnInsert',
    (argument, { isInsert }) => (isInsert ? { creates: true, apply: () => argument } : KEEP),
  ],
  ['$unset', () => ({ creates: false, apply: () => undefined })],
  [
    '$inc',
    (argument) => compileArithmetic('$inc', argument, (old = 0, by) => add(old, by, overflow)),
  ],
  [
    '$mul',
    (argument) => compileArithmetic('$mul', argument, (old = 0, by) => multiply(old, by, overflow)),
  ],
  ['$min', (argument, context) => compileExtreme(argument, -1, context)],
  ['$max', (argument, context) => compileExtreme(argument, 1, context)],
  ['$currentDate', (argument, { now }) => compileCurrentDate(argument, now)],
  ...ARRAY_MODIFIERS,
]);

const KEEP: Modifier = { creates: false, apply: (old) => old };

function overflow(): never {
  throw badValue('Failed to apply the update: the result does not fit into 64 bits');
}

function compileArithmetic(
  name: string,
  argument: unknown,
  apply: (old: Numeric | undefined, by: Numeric) => Numeric,
): Modifier {
  if (!isNumeric(argument)) {
    throw typeMismatch(`Cannot apply ${name} with an argument of type ${typeOf(argument)}`);
  }
  return {
    creates: true,
    apply(old) {
      if (old === undefined || isNumeric(old)) return apply(old, argument);
      throw typeMismatch(`Cannot apply ${name} to a value of non-numeric type ${typeOf(old)}`);
    },
  };
}

function compileExtreme(argument: unknown, sign: 1 | -1, context: ModifierContext): Modifier {
  if (context.collation !== undefined) throw notSupported('$min and $max under a collation');
  return {
    creates: true,
    apply: (old) => (old === undefined || compareValues(argument, old) * sign > 0 ? argument : old),
  };
}

function compileCurrentDate(argument: unknown, now: Date): Modifier {
  const isDate = isDocument(argument) && isSameValue(argument, { $type: 'date' });
  if (typeof argument === 'boolean' || isDate) return { creates: true, apply: () => now };
  throw notSupported('$currentDate of anything but a date');
}
