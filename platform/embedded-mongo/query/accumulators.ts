import { Long } from 'bson';
import { toDouble } from '../types.ts';
import { fromWhole, isDouble, isNumeric, type Operand, toNumber, toOperand } from './numbers.ts';
import { sizeOf } from './size.ts';
import { keyOfValue } from './collation.ts';
import { compareValues, isNullish } from './values.ts';

/** Gathers values, one after another. */
export interface Accumulator {
  readonly add: (value: unknown) => void;
  readonly result: () => unknown;
}

/** Is told the bytes that an accumulator keeps. */
export type Measure = (bytes: number) => void;

/** The accumulators of `$group`; `$sum`, `$avg`, `$min` and `$max` are expressions, too. */
export const ACCUMULATORS = new Map<string, (measure: Measure) => Accumulator>([
  ['$sum', () => createSum((total) => total)],
  ['$avg', () => createSum(toAverage)],
  ['$count', () => createSum((total) => total)],
  ['$min', () => reducing((best, value) => better(best, value, -1))],
  ['$max', () => reducing((best, value) => better(best, value, 1))],
  ['$first', () => reducing((first, value, index) => (index === 0 ? value : first))],
  ['$last', () => reducing((_, value) => value)],
  ['$push', (measure) => collecting(measure)],
  ['$addToSet', (measure) => collecting(measure, new Set())],
]);

/** What an accumulator makes of some values; null without any. */
export function accumulate(name: string, values: readonly unknown[]): unknown {
  const accumulator = ACCUMULATORS.get(name)?.(() => undefined);
  for (const value of values) accumulator?.add(value);
  return accumulator?.result() ?? null;
}

/** Sums what is numeric, in twice a double's precision as MongoDB does, and keeps the widest type. */
function createSum(read: (total: Operand, count: number) => unknown): Accumulator {
  const seen = { double: false, long: false, count: 0 };
  let high = 0;
  let low = 0;
  const addDouble = (value: number): void => {
    const next = high + value;
    const part = next - high;
    if (Number.isFinite(next)) low += high - (next - part) + (value - part);
    high = next;
  };
  return {
    add(value) {
      if (!isNumeric(value)) return;
      const [operand, double] = [toOperand(value), toNumber(value)];
      seen.count += 1;
      seen.double ||= isDouble(operand);
      seen.long ||= operand instanceof Long;
      addDouble(double);
      if (operand instanceof Long) addDouble(Number(operand.toBigInt() - BigInt(double)));
    },
    result() {
      const double = toDouble(Number.isFinite(high) ? high + low : high);
      if (seen.double) return read(double, seen.count);
      return read(fromWhole(BigInt(high) + BigInt(low), seen.long) ?? double, seen.count);
    },
  };
}

function toAverage(total: Operand, count: number): Operand | null {
  return count === 0 ? null : toDouble(toNumber(total) / count);
}

/** The greater (sign 1) or lesser (sign -1) of two in BSON order; null and missing count for nothing. */
function better(best: unknown, value: unknown, sign: 1 | -1): unknown {
  if (isNullish(value)) return best;
  return isNullish(best) || compareValues(value, best) * sign > 0 ? value : best;
}

function reducing(step: (state: unknown, value: unknown, index: number) => unknown): Accumulator {
  let state: unknown;
  let index = 0;
  return {
    add(value) {
      state = step(state, value, index);
      index += 1;
    },
    result: () => state,
  };
}

/** Collects values; only those that are new if there is a set for their keys. */
function collecting(measure: Measure, seen?: Set<string>): Accumulator {
  const values: unknown[] = [];
  return {
    add(value) {
      if (value === undefined) return;
      if (seen !== undefined && seen.size === seen.add(keyOfValue(value)).size) return;
      measure(sizeOf(value));
      values.push(value);
    },
    result: () => values,
  };
}
