import { Decimal128, Long } from 'bson';
import { toDouble } from '../types.ts';
import { add, divide, fromWhole, isNumeric, type Numeric, toNumber } from './numbers.ts';
import { compareValues, isNullish, typeOf } from './values.ts';

/** A running sum of what is numeric, in twice a double's precision as MongoDB keeps it. */
export interface Sum {
  add(value: unknown): void;
  total(): Numeric;
  /** How many numbers were added. */
  count(): number;
}

const WIDTH = ['int', 'long', 'double', 'decimal'];

export function createSum(): Sum {
  let high = 0;
  let low = 0;
  let decimals: Decimal128 | undefined;
  let widest = 0;
  let count = 0;
  const addDouble = (value: number): void => {
    const sum = high + value;
    const part = sum - high;
    const error = high - (sum - part) + (value - part);
    const rest = Number.isFinite(sum) ? low + error : 0;
    high = sum + rest;
    low = Number.isFinite(sum) ? rest - (high - sum) : 0;
  };
  const total = (): Numeric => {
    if (decimals !== undefined) return add(decimals, toDouble(high));
    if (widest === 2) return toDouble(high);
    return fromWhole(BigInt(high) + BigInt(low), widest === 1) ?? toDouble(high);
  };
  return {
    total,
    count: () => count,
    add(value) {
      if (!isNumeric(value)) return;
      count += 1;
      widest = Math.max(widest, WIDTH.indexOf(typeOf(value)));
      if (value instanceof Decimal128) {
        decimals = add(decimals ?? 0, value) as Decimal128;
      } else {
        const double = toNumber(value);
        addDouble(double);
        if (value instanceof Long) addDouble(Number(value.toBigInt() - BigInt(double)));
      }
    },
  };
}

/** The sum of the numbers among the values; others are skipped. */
export function sum(values: Iterable<unknown>): Numeric {
  const running = createSum();
  for (const value of values) running.add(value);
  return running.total();
}

/** The mean of the numbers among the values; null without any. */
export function average(values: Iterable<unknown>): Numeric | null {
  const running = createSum();
  for (const value of values) running.add(value);
  return averageOf(running);
}

export function averageOf(running: Sum): Numeric | null {
  return running.count() === 0 ? null : divide(running.total(), running.count());
}

/** The greater (sign 1) or lesser (sign -1) of two in BSON order; null and missing count for nothing. */
export function better(best: unknown, value: unknown, sign: 1 | -1): unknown {
  if (isNullish(value)) return best;
  return isNullish(best) || compareValues(value, best) * sign > 0 ? value : best;
}

/** The greatest or least of the values; null without any. */
export function extreme(values: Iterable<unknown>, sign: 1 | -1): unknown {
  let best: unknown = null;
  for (const value of values) best = better(best, value, sign);
  return best;
}
