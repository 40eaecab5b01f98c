import { Decimal128 } from 'bson';

/** A finite decimal: coefficient × 10^exponent. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const DIGITS = 34;
const NOTATION = /^(-?\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i;

/** A Decimal128 as exact parts, or as a JS number when it is NaN or infinite. */
export function readDecimal(value: Decimal128): Decimal | number {
  return parseDecimal(value.toString()) ?? Number(value.toString());
}

/** Parses decimal notation; undefined for what is no finite number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = NOTATION.exec(text);
  if (match === null) return undefined;
  const [, whole = '0', fraction = '', power = '0'] = match;
  return { coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

/** A finite double exactly; halves of halves are always finite decimals. */
export function decimalFromDouble(value: number): Decimal {
  let scaled = value;
  let halvings = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    halvings += 1;
  }
  return { coefficient: BigInt(scaled) * 5n ** BigInt(halvings), exponent: -halvings };
}

/** Stores a decimal, rounded half to even at 34 digits as IEEE 754 says. */
export function writeDecimal(value: Decimal): Decimal128 {
  const { coefficient, exponent } = round(value, DIGITS);
  return Decimal128.fromString(`${coefficient}E${exponent}`);
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, exponent] = align(a, b);
  return { coefficient: x + y, exponent };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
}

/** Divides to more digits than are stored; the divisor is not zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  const shift = DIGITS + 4 + String(b.coefficient).length;
  const numerator = a.coefficient * 10n ** BigInt(shift);
  let coefficient = numerator / b.coefficient;
  let exponent = a.exponent - b.exponent - shift;
  const exact = coefficient * b.coefficient === numerator;
  while (exact && coefficient !== 0n && coefficient % 10n === 0n && exponent < 0) {
    coefficient /= 10n;
    exponent += 1;
  }
  return { coefficient, exponent };
}

/** The remainder with the sign of the dividend; the divisor is not zero. */
export function remainderOfDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, exponent] = align(a, b);
  return { coefficient: x % y, exponent };
}

function align(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const raise = (d: Decimal): bigint => d.coefficient * 10n ** BigInt(d.exponent - exponent);
  return [raise(a), raise(b), exponent];
}

function round(value: Decimal, digits: number): Decimal {
  const negative = value.coefficient < 0n;
  const magnitude = negative ? -value.coefficient : value.coefficient;
  const excess = String(magnitude).length - digits;
  if (excess <= 0) return value;
  const unit = 10n ** BigInt(excess);
  const rest = magnitude % unit;
  let kept = magnitude / unit;
  if (rest * 2n > unit || (rest * 2n === unit && kept % 2n === 1n)) kept += 1n;
  return { coefficient: negative ? -kept : kept, exponent: value.exponent + excess };
}
