import { Decimal128, Double, Long, Timestamp } from 'bson';
import { notSupported, typeMismatch } from '../errors.ts';
import { isInt32, toDouble } from '../types.ts';

/** The BSON numbers that can be calculated with; see `Document` for which is which. */
export type Operand = number | Double | Long;

export type Numeric = Operand | Decimal128;

/** True for a BSON number; a Timestamp is a Long in its class tree and yet none. */
export function isNumeric(value: unknown): value is Numeric {
  if (typeof value === 'number' || value instanceof Double) return true;
  return value instanceof Decimal128 || (value instanceof Long && !(value instanceof Timestamp));
}

/** The nearest double. */
export const toNumber = (value: Numeric): number => Number(toExact(value));

/** The exact value, an int64 as bigint; a Decimal128 must be a whole number. */
export function toExact(value: Numeric): number | bigint {
  if (typeof value === 'number') return value;
  if (value instanceof Long) return value.toBigInt();
  if (value instanceof Double) return value.value;
  const text = value.toString();
  if (/^-?\d{1,15}(?:\.0*)?$/.test(text)) return Number(text);
  throw notSupported('comparing a Decimal128 that is no whole number');
}

/** A whole number, or NaN for anything else. */
export function toWhole(value: unknown): number {
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  return Number.isInteger(number) ? number : Number.NaN;
}

/** Orders numbers of all types by exact value; NaN is below every other and equals itself. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const [x, y] = [toExact(a), toExact(b)];
  if (x < y) return -1;
  if (x > y) return 1;
  return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
}

/** A number to calculate with; code 14 for what is none. */
export function toOperand(value: unknown): Operand {
  if (!isNumeric(value)) throw typeMismatch('only numbers can be calculated with');
  if (value instanceof Decimal128) throw notSupported('arithmetic on Decimal128');
  return value;
}

/** Adds in the wider of the two types; what int64 cannot hold goes to `overflow` as a double. */
export function add(a: Operand, b: Operand, overflow = toDouble): Operand {
  if (isDouble(a) || isDouble(b)) return toDouble(toNumber(a) + toNumber(b));
  const sum = BigInt(toExact(a)) + BigInt(toExact(b));
  return fromWhole(sum, a instanceof Long || b instanceof Long) ?? overflow(Number(sum));
}

/** Adds numbers up, doubles in twice their precision as MongoDB does, and keeps the widest type. */
export function createTotal() {
  const seen = { double: false, long: false };
  let [whole, high, low] = [0n, 0, 0];
  return {
    add(value: Operand): void {
      seen.long ||= value instanceof Long;
      if (!isDouble(value)) {
        whole += BigInt(toExact(value));
        return;
      }
      seen.double = true;
      const double = toNumber(value);
      const next = high + double;
      const part = next - high;
      if (Number.isFinite(next)) low += high - (next - part) + (double - part);
      high = next;
    },
    total(): Operand {
      const exact = seen.double ? undefined : fromWhole(whole, seen.long);
      return exact ?? toDouble(high + (low + Number(whole)));
    },
  };
}

/** A whole number as int32 where it fits and may, else int64; undefined beyond that. */
function fromWhole(value: bigint, isLong: boolean): number | Long | undefined {
  if (BigInt.asIntN(64, value) !== value) return undefined;
  return isLong || BigInt.asIntN(32, value) !== value ? Long.fromBigInt(value) : Number(value);
}

/** True for a double, whole or not. */
const isDouble = (value: Operand): boolean =>
  value instanceof Double || (typeof value === 'number' && !isInt32(value));
