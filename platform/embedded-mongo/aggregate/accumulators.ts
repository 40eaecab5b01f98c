import { keyOfValue } from '../query/collation.ts';
import { createTotal, isNumeric, toNumber, toOperand } from '../query/numbers.ts';

import { compareValues, isNullish, sizeOf } from '../query/values.ts';
import { toDouble } from '../types.ts';

/** Gathers values, one after another. */
export interface Accumulator {
  readonly add: (value: unknown) => void;
  readonly result: () => unknown;
}

/** Is told the bytes that an accumulator keeps. */
export type Measure = (bytes: number) => void;

/** The accumulators of `$group`. */
export const ACCUMULATORS = new Map<string, (measure: Measure) => Accumulator>([
  ['$sum', () => summing(false)],
  ['$count', () => summing(false)],
  ['$avg', () => summing(true)],
  ['$min', () => reducing((best, value) => better(best, value, -1))],
  ['$max', () => reducing((best, value) => better(best, value, 1))],
  ['$first', () => reducing((first, value, index) => (index === 0 ? value : first))],
  ['$last', () => reducing((_, value) => value)],
  ['$push', (measure) => collecting(measure)],
  ['$addToSet', (measure) => collecting(measure, new Set())],
]);

/** Sums what is numeric, for an average by its count. */
function summing(isAverage: boolean): Accumulator {
  const sum = createTotal();
  let count = 0;
  return {
    add(value) {
      if (!isNumeric(value)) return;
      sum.add(toOperand(value));
      count += 1;
    },
    result() {
      if (!isAverage) return sum.total();
      return count === 0 ? null : toDouble(toNumber(sum.total()) / count);
    },
  };
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
