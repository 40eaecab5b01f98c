import { Double } from 'bson';
import { trusted } from '../../trusted.ts';

/** The manual's comparison order for the types that the cases use. */
export type Doc = { [field: string]: unknown };

export class Refused extends Error {}

export function isObj(value: unknown): value is Doc {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Double)
  );
}

export function num(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof Double ? value.value : undefined;
}

/** A double stays a double although it is whole. */
export function sameKind(result: number, ...operands: unknown[]): unknown {
  const isDouble = operands.some((one) => one instanceof Double || !Number.isInteger(one));
  if (!isDouble) return result + 0;
  return Number.isInteger(result) ? new Double(result) : result;
}

function rank(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  if (num(value) !== undefined) return 2;
  if (typeof value === 'string') return 3;
  if (Array.isArray(value)) return 5;
  if (typeof value === 'boolean') return 7;
  if (value instanceof Date) return 8;
  return 4;
}

export function order(a: unknown, b: unknown): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (rank(a) <= 1) return 0;
  if (rank(a) === 2) return (num(a) ?? 0) - (num(b) ?? 0);
  if (typeof a === 'string' && typeof b === 'string')
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < a.length && i < b.length; i += 1) {
      const one = order(a[i], b[i]);
      if (one !== 0) return one;
    }
    return a.length - b.length;
  }
  const left = Object.entries(trusted<Doc>(a));
  const right = Object.entries(trusted<Doc>(b));
  for (let i = 0; i < left.length && i < right.length; i += 1) {
    const [ka, va] = trusted<[string, unknown]>(left[i]);
    const [kb, vb] = trusted<[string, unknown]>(right[i]);
    const one = rank(va) - rank(vb) || (ka < kb ? -1 : ka > kb ? 1 : 0) || order(va, vb);
    if (one !== 0) return one;
  }
  return left.length - right.length;
}

export function same(a: unknown, b: unknown): boolean {
  return order(a, b) === 0;
}
