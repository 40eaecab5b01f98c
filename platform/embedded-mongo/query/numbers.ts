import { Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { notSupported } from '../errors.ts';
import { isInt32, toDouble } from '../types.ts';
import { compareDecimals, type Decimal, readDecimal, toDecimal } from './decimal.ts';

/** Every form in which a BSON number lies in memory; see `Document` for the rule. */
export type Numeric = number | Int32 | Double | Long | Decimal128;

export function isNumeric(value: unknown): value is Numeric {
  return (
    typeof value === 'number' ||
    value instanceof Double ||
    // A Timestamp is a Long in its class tree and yet no number.
    (value instanceof Long && !(value instanceof Timestamp)) ||
    value instanceof Decimal128 ||
    value instanceof Int32
  );
}

/** The nearest double. */
export function toNumber(value: Numeric): number {
  if (typeof value === 'number') return value;
  if (value instanceof Decimal128) return Number(value.toString());
  return value instanceof Long ? value.toNumber() : value.value;
}

/** The value as an int64 when it is a whole number in that range. */
export function toWhole(value: Numeric): bigint | undefined {
  if (value instanceof Long) return value.toBigInt();
  const double = toNumber(value);
  if (!Number.isInteger(double) || Math.abs(double) > 2 ** 63) return undefined;
  const whole = BigInt(double);
  return value instanceof Decimal128 && compareNumbers(Long.fromBigInt(whole), value) !== 0
    ? undefined
    : whole;
}

/** A whole number as int32 where it fits and may, else int64; undefined beyond that. */
export function fromWhole(value: bigint, long = false): number | Long | undefined {
  if (BigInt.asIntN(64, value) !== value) return undefined;
  return !long && BigInt.asIntN(32, value) === value ? Number(value) : Long.fromBigInt(value);
}

/** Orders numbers of all types by exact value; NaN is below every other and equals itself. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const x = toExact(a);
  const y = toExact(b);
  if (typeof x === 'object' || typeof y === 'object') {
    if (isFiniteValue(x) && isFiniteValue(y)) return compareDecimals(expand(x), expand(y));
    return compareNumbers(toNumber(a), toNumber(b));
  }
  if (x < y) return -1;
  if (x > y) return 1;
  return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
}

/** Adds; a sum beyond int64 goes to `overflow` as the nearest double. */
export function add(a: Numeric, b: Numeric, overflow = toDoubleNumeric): Numeric {
  return operate(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
    overflow,
  );
}

/** Multiplies; a product beyond int64 goes to `overflow` as the nearest double. */
export function multiply(a: Numeric, b: Numeric, overflow = toDoubleNumeric): Numeric {
  return operate(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
    overflow,
  );
}

/** Divides to a double; the divisor is not zero. */
export function divide(a: Numeric, b: Numeric): Numeric {
  refuseDecimals(a, b);
  return toDouble(toNumber(a) / toNumber(b));
}

function toDoubleNumeric(value: number): Numeric {
  return toDouble(value);
}

/** Computes in the wider of the two types: int32, int64, double. */
function operate(
  a: Numeric,
  b: Numeric,
  onWhole: (a: bigint, b: bigint) => bigint,
  onDouble: (a: number, b: number) => number,
  overflow: (value: number) => Numeric,
): Numeric {
  refuseDecimals(a, b);
  const result = onDouble(toNumber(a), toNumber(b));
  if (isDouble(a) || isDouble(b)) return toDouble(result);
  const isLong = a instanceof Long || b instanceof Long;
  if (!isLong && isInt32(result)) return result;
  const whole = onWhole(BigInt(a.toString()), BigInt(b.toString()));
  return fromWhole(whole, isLong) ?? overflow(Number(whole));
}

function isDouble(value: Numeric): boolean {
  return value instanceof Double || (typeof value === 'number' && !isInt32(value));
}

function refuseDecimals(a: Numeric, b: Numeric): void {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    throw notSupported('arithmetic on Decimal128');
  }
}

function toExact(value: Numeric): number | bigint | Decimal {
  if (typeof value === 'number') return value;
  if (value instanceof Long) return value.toBigInt();
  return value instanceof Decimal128 ? readDecimal(value) : value.value;
}

function isFiniteValue(value: number | bigint | Decimal): boolean {
  return typeof value !== 'number' || Number.isFinite(value);
}

function expand(value: number | bigint | Decimal): Decimal {
  return typeof value === 'object' ? value : toDecimal(value);
}
