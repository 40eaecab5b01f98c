import { Decimal128, EJSON, ObjectId } from 'bson';
import type { Collation } from '../types.ts';
import { foldString } from './collation.ts';
import { readDecimal } from './decimal.ts';
import { compareNumbers, isNumeric, type Numeric, toNumber, toWhole } from './numbers.ts';
import { isDocument } from './values.ts';

/** A string that two values share exactly when they compare equal; null and missing differ. */
export function keyOfValue(value: unknown, collation?: Collation): string {
  if (typeof value === 'string') {
    return quote(collation === undefined ? value : foldString(value, collation));
  }
  if (isNumeric(value)) return `n${keyOfNumber(value)}`;
  if (value instanceof Date) return `d${value.getTime()}`;
  if (Array.isArray(value)) {
    return `[${value.map((item) => keyOfValue(item, collation)).join(',')}]`;
  }
  if (isDocument(value)) {
    const fields = Object.keys(value);
    return `{${fields.map((name) => quote(name) + keyOfValue(value[name], collation)).join(',')}}`;
  }
  if (value instanceof ObjectId) return `o${value.toHexString()}`;
  return value === undefined ? 'missing' : `e${quote(EJSON.stringify(value, { relaxed: false }))}`;
}

/** Quotes by length, so that no content can look like structure. */
function quote(text: string): string {
  return `s${text.length}:${text}`;
}

function keyOfNumber(value: Numeric): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value + 0);
  const whole = toWhole(value);
  if (whole !== undefined) return String(whole);
  const double = toNumber(value);
  if (!(value instanceof Decimal128) || compareNumbers(double, value) === 0) return String(double);
  const decimal = readDecimal(value);
  return typeof decimal === 'number'
    ? String(decimal)
    : `${decimal.coefficient}e${decimal.exponent}`;
}
