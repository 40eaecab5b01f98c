import { Double } from 'bson';

/**
 * A BSON document in memory, as `decodeDocument` makes it. Types survive a round trip by one rule:
 * a JS number is an int32 when it is a whole number in the int32 range (and not -0), else a double;
 * a double with such a value is a `Double`. int64 is always `Long`, decimal is `Decimal128`,
 * binary is `Binary`, a regular expression is `BSONRegExp`, a UTC time is `Date`.
 * Fields are own properties (`__proto__` too): read them with `Object.hasOwn`, write with `setField`.
 */
export type Document = { [field: string]: unknown };

/** How strings compare. Only strength 1 and 2 (case and accents folded) and 3 (plain) are known. */
export interface Collation {
  readonly locale: string;
  readonly strength?: number;
}

/** Keeps a number a double through storage, also when it is whole. */
export function toDouble(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

/** True for a number that is stored as int32. */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

const ORDINARY = { enumerable: true, configurable: true, writable: true };

/** Sets an own field; `__proto__` stays an ordinary field name. */
export function setField(target: Document, field: string, value: unknown): void {
  if (field !== '__proto__') target[field] = value;
  else Object.defineProperty(target, field, { value, ...ORDINARY });
}
