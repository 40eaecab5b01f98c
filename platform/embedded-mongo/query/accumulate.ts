import { Long } from 'bson';
import { notSupported } from '../errors.ts';
import { toDouble } from '../types.ts';
import { divide, fromWhole, isNumeric, type Numeric, toNumber } from './numbers.ts';
import { compareValues, isNullish, typeOf } from './values.ts';

/** A running sum of what is numeric, in twice a double's precision as MongoDB keeps it. */
export interface Sum {
  readonly add: (value: unknown) => void;
  readonly total: () => Numeric;
  /** Null when no number was added. */
  readonly average: () => Numeric | null;
}

const WIDTHS = ['int', 'long', 'double'];

export function createSum(): Sum {
  let high = 0;
  let low = 0;
  let widest = 0;
  let count = 0;
  const addDouble = (value: number): void => {
    const next = high + value;
    if (Number.isFinite(next)) {
      const part = next - high;
      low += high - (next - part) + (value - part);
    }
    high = next;
  };
  const total = (): Numeric => {
    if (widest === 2) return toDouble(Number.isFinite(high) ? high + low : high);
    return fromWhole(BigInt(high) + BigInt(low), widest === 1) ?? toDouble(high + low);
  };
  return {
    total,
    average: () => (count === 0 ? null : divide(total(), count)),
    add(value) {
      if (!isNumeric(value)) return;
      const width = WIDTHS.indexOf(typeOf(value));
      if (width < 0) throw notSupported('arithmetic on Decimal128');
      widest = Math.max(widest, width);
      count += 1;
      const double = toNumber(value);
      addDouble(double);
      if (value instanceof Long) addDouble(Number(value.toBigInt() - BigInt(double)));
    },
  };
}

/** The sum of the numbers among the values; others are skipped. */
export function sum(values: Iterable<unknown>): Numeric {
  return sumOf(values).total();
}

/** The mean of the numbers among the values; null without any. */
export function average(values: Iterable<unknown>): Numeric | null {
  return sumOf(values).average();
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

function sumOf(values: Iterable<unknown>): Sum {
  const running = createSum();
  for (const value of values) running.add(value);
  return running;
}
