import { Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { isInt32, toDouble } from '../types.ts';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimalFromDouble,
  divideDecimals,
  multiplyDecimals,
  parseDecimal,
  readDecimal,
  remainderOfDecimals,
  writeDecimal,
} from './decimal.ts';

/** Every form in which a BSON number lies in memory; see `Document` for the rule. */
export type Numeric = number | Int32 | Double | Long | Decimal128;

/** What the four number types do for one operation; each result keeps the wider operand's type. */
interface Operation {
  readonly whole: (a: bigint, b: bigint) => bigint;
  readonly double: (a: number, b: number) => number;
  readonly decimal: (a: Decimal, b: Decimal) => Decimal;
}

const ADD: Operation = { whole: (a, b) => a + b, double: (a, b) => a + b, decimal: addDecimals };
const MULTIPLY: Operation = {
  whole: (a, b) => a * b,
  double: (a, b) => a * b,
  decimal: multiplyDecimals,
};
const REMAINDER: Operation = {
  whole: (a, b) => a % b,
  double: (a, b) => a % b,
  decimal: remainderOfDecimals,
};

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
  return compareNumbers(Long.fromBigInt(whole), value) === 0 ? whole : undefined;
}

/** Orders numbers of all types by exact value; NaN is below every other and equals itself. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number' && a === b) return 0;
  const x = toExact(a);
  const y = toExact(b);
  if (typeof x !== 'object' && typeof y !== 'object') {
    if (x < y) return -1;
    if (x > y) return 1;
    return x === y || (isNaN(x) && isNaN(y)) ? 0 : isNaN(x) ? -1 : isNaN(y) ? 1 : 0;
  }
  if (typeof x === 'number' && !Number.isFinite(x)) return x > 0 ? 1 : -1;
  if (typeof y === 'number' && !Number.isFinite(y)) return y > 0 ? -1 : 1;
  return compareDecimals(expand(x), expand(y));
}

/** Adds; a sum beyond int64 goes to `overflow` as the nearest double. */
export function add(a: Numeric, b: Numeric, overflow = toDoubleOnOverflow): Numeric {
  return operate(ADD, a, b, overflow);
}

/** Multiplies; a product beyond int64 goes to `overflow` as the nearest double. */
export function multiply(a: Numeric, b: Numeric, overflow = toDoubleOnOverflow): Numeric {
  return operate(MULTIPLY, a, b, overflow);
}

/** The remainder with the dividend's sign; the divisor is not zero. */
export function remainder(a: Numeric, b: Numeric): Numeric {
  return operate(REMAINDER, a, b, toDoubleOnOverflow);
}

/** Divides: a decimal when either is one, else a double; the divisor is not zero. */
export function divide(a: Numeric, b: Numeric): Numeric {
  if (!(a instanceof Decimal128 || b instanceof Decimal128)) {
    return toDouble(toNumber(a) / toNumber(b));
  }
  return onDecimals(a, b, divideDecimals, (x, y) => x / y);
}

/** A whole number as int32 where it fits, else int64; undefined beyond that. */
export function fromWhole(value: bigint, long = false): number | Long | undefined {
  if (BigInt.asIntN(64, value) !== value) return undefined;
  return !long && BigInt.asIntN(32, value) === value ? Number(value) : Long.fromBigInt(value);
}

export function isNaNumber(value: Numeric): boolean {
  return Number.isNaN(toNumber(value));
}

function isNaN(value: number | bigint): boolean {
  return typeof value === 'number' && Number.isNaN(value);
}

function toDoubleOnOverflow(value: number): Numeric {
  return toDouble(value);
}

function operate(
  operation: Operation,
  a: Numeric,
  b: Numeric,
  overflow: (value: number) => Numeric,
): Numeric {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return onDecimals(a, b, operation.decimal, operation.double);
  }
  if (isDouble(a) || isDouble(b)) return toDouble(operation.double(toNumber(a), toNumber(b)));
  const result = operation.double(toNumber(a), toNumber(b));
  const long = a instanceof Long || b instanceof Long;
  if (!long && isInt32(result)) return result;
  const whole = operation.whole(BigInt(a.toString()), BigInt(b.toString()));
  return fromWhole(whole, long) ?? overflow(Number(whole));
}

function isDouble(value: Numeric): boolean {
  return value instanceof Double || (typeof value === 'number' && !isInt32(value));
}

function onDecimals(
  a: Numeric,
  b: Numeric,
  finite: (a: Decimal, b: Decimal) => Decimal,
  special: (a: number, b: number) => number,
): Decimal128 {
  const x = toArithmeticDecimal(a);
  const y = toArithmeticDecimal(b);
  if (typeof x === 'object' && typeof y === 'object') return writeDecimal(finite(x, y));
  return Decimal128.fromString(String(special(toNumber(a), toNumber(b))));
}

/** MongoDB takes a double into decimal arithmetic at its 15 sure digits. */
function toArithmeticDecimal(value: Numeric): Decimal | number {
  if (value instanceof Decimal128) return readDecimal(value);
  if (value instanceof Long) return expand(value.toBigInt());
  const double = toNumber(value);
  return parseDecimal(Number.isInteger(double) ? String(double) : double.toPrecision(15)) ?? double;
}

function toExact(value: Numeric): number | bigint | Decimal {
  if (typeof value === 'number') return value;
  if (value instanceof Long) return value.toBigInt();
  return value instanceof Decimal128 ? readDecimal(value) : value.value;
}

function expand(value: number | bigint | Decimal): Decimal {
  if (typeof value === 'object') return value;
  return typeof value === 'bigint' ? { coefficient: value, exponent: 0 } : decimalFromDouble(value);
}
