import type { Decimal128 } from 'bson';

/** A finite decimal: coefficient × 10^exponent. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const NOTATION = /^(-?\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/;

/** A Decimal128 as exact parts without trailing zeros, or as a JS number when NaN or infinite. */
export function readDecimal(value: Decimal128): Decimal | number {
  const match = NOTATION.exec(value.toString());
  if (match === null) return Number(value.toString());
  const [, whole = '0', fraction = '', power = '0'] = match;
  let coefficient = BigInt(whole + fraction);
  let exponent = Number(power) - fraction.length;
  while (coefficient !== 0n && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return coefficient === 0n ? { coefficient, exponent: 0 } : { coefficient, exponent };
}

/** A whole number or a finite double, exactly: halves of halves are always finite decimals. */
export function toDecimal(value: number | bigint): Decimal {
  if (typeof value === 'bigint') return { coefficient: value, exponent: 0 };
  let scaled = value;
  let halvings = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    halvings += 1;
  }
  return { coefficient: BigInt(scaled) * 5n ** BigInt(halvings), exponent: -halvings };
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const [x, y] = [a, b].map((d) => d.coefficient * 10n ** BigInt(d.exponent - exponent));
  if (x === undefined || y === undefined) return 0;
  return x < y ? -1 : x > y ? 1 : 0;
}
