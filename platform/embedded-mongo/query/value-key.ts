import { EJSON, ObjectId } from 'bson';
import type { Collation } from '../types.ts';
import { fold } from './collation.ts';
import { isNumeric, toExact } from './numbers.ts';
import { isDocument } from './values.ts';

/** A string that two values share exactly when they compare equal; null and missing differ. */
export function keyOfValue(value: unknown, collation?: Collation): string {
  return collation === undefined ? toKey(value) : toKey(fold(value, collation));
}

function toKey(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (isNumeric(value)) {
    const exact = toExact(value);
    return `n${Number.isInteger(exact) ? BigInt(exact) : exact}`;
  }
  if (value instanceof Date) return `d${value.getTime()}`;
  if (value instanceof ObjectId) return `o${value.toHexString()}`;
  if (Array.isArray(value)) return `[${value.map(toKey).join(',')}]`;
  if (isDocument(value)) {
    const fields = Object.entries(value).map(([field, item]) => quote(field) + toKey(item));
    return `{${fields.join(',')}}`;
  }
  return value === undefined ? 'missing' : `e${quote(EJSON.stringify(value, { relaxed: false }))}`;
}

/** Quotes by length, so that no content can look like structure. */
function quote(text: string): string {
  return `s${text.length}:${text}`;
}
