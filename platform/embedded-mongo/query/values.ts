import {
  Binary,
  BSONRegExp,
  BSONValue,
  calculateObjectSize,
  Code,
  Decimal128,
  EJSON,
  ObjectId,
  Timestamp,
} from 'bson';
import { type Collation, type Document, isInt32 } from '../types.ts';
import { compareNumbers, isNumeric, toExact, toNumber } from './numbers.ts';

/** Each type: its alias for `$type`, its rank in MongoDB's order, its class's tag. */
const TYPES = [
  ['minKey', -1, 'MinKey'],
  ['null', 5, ''],
  ['double', 10, 'Double'],
  ['int', 10, ''],
  ['long', 10, 'Long'],
  ['decimal', 10, 'Decimal128'],
  ['string', 15, ''],
  ['object', 20, ''],
  ['array', 25, ''],
  ['binData', 30, 'Binary'],
  ['objectId', 35, 'ObjectId'],
  ['bool', 40, ''],
  ['date', 45, ''],
  ['timestamp', 47, 'Timestamp'],
  ['regex', 50, 'BSONRegExp'],
  ['javascript', 60, 'Code'],
  ['maxKey', 127, 'MaxKey'],
] as const;

/** BSON types by their aliases; `missing` is a field that is not there. */
export type TypeName = 'missing' | (typeof TYPES)[number][0];

const RANKS = new Map<TypeName, number>(TYPES.map(([name, rank]) => [name, rank]));
const TAGGED = new Map<unknown, TypeName>(TYPES.map(([name, , tag]) => [tag, name]));

const SURROGATE = /[\uD800-\uDFFF]/;

/** The types that an alias of `$type` names; none when it is unknown. */
export function findTypes(wanted: unknown): TypeName[] {
  const found = TYPES.filter(
    ([name, rank]) => name === wanted || (wanted === 'number' && rank === 10),
  );
  return found.map(([name]) => name);
}

/** The BSON type of a value in memory. */
export function typeOf(value: unknown): TypeName {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'boolean') return 'bool';
  if (value === null) return 'null';
  if (typeof value !== 'object') return 'missing';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  return value instanceof BSONValue ? (TAGGED.get(value['_bsontype']) ?? 'object') : 'object';
}

/** True for an embedded document, false for arrays and every scalar. */
export const isDocument = (value: unknown): value is Document => typeOf(value) === 'object';

/** MongoDB's order of types: numbers, strings and so on each share one rank. */
export const rankOf = (value: unknown): number => RANKS.get(typeOf(value)) ?? 0;

/** The bytes that a value takes as BSON, which is about what it holds in memory. */
export const sizeOf = (value: unknown): number => calculateObjectSize({ value });

/** True for null, undefined and a field that is not there. */
export const isNullish = (value: unknown): value is null | undefined =>
  value === null || value === undefined;

/** Truth as expressions see it: all but false, null, missing and zero. */
export function isTruthy(value: unknown): boolean {
  if (isNullish(value) || value === false) return false;
  return !isNumeric(value) || toNumber(value) !== 0;
}

/** Compares in BSON type order, then by value; a missing value (undefined) is below null. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  const order = rankOf(a) - rankOf(b);
  if (order !== 0) return order;
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  const [parts, others] = [partsOf(a), partsOf(b)];
  const shared = Math.min(parts.length, others.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = compareValues(parts[index], others[index]);
    if (difference !== 0) return difference;
  }
  return parts.length - others.length;
}

/** What values of one type compare by, one after another; a document by each field's type first. */
function partsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'boolean') return [Number(value)];
  if (value instanceof Timestamp) return [value.high >>> 0, value.low >>> 0];
  if (value instanceof Code) return [value.code];
  if (value instanceof BSONRegExp) return [value.pattern, value.options];
  if (value instanceof Binary) return [value.position, value.sub_type, value.toString('hex')];
  if (!isDocument(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => [rankOf(item), name, item]);
}

/** True when both have the same types, fields in the same order and values: nothing to write. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return a !== 0 || Object.is(a, b);
  if (typeOf(a) !== typeOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameValue(item, b[index]));
  }
  if (isDocument(a) && isDocument(b)) return isSameValue(Object.entries(a), Object.entries(b));
  if (a instanceof Decimal128 && b instanceof Decimal128) return a.toString() === b.toString();
  return compareValues(a, b) === 0;
}

/** UTF-8 order, as bytes compare; UTF-16 differs from it only where surrogates are. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** A string that two values share exactly when they compare equal; null and missing differ. */
export function keyOfValue(value: unknown, collation?: Collation): string {
  if (typeof value === 'string') return quote(fold(value, collation));
  if (isNumeric(value)) {
    const exact = toExact(value);
    return `n${Number.isInteger(exact) ? BigInt(exact) : exact}`;
  }
  if (value instanceof Date) return `d${value.getTime()}`;
  if (value instanceof ObjectId) return `o${value.toHexString()}`;
  if (Array.isArray(value)) return `[${value.map((item) => keyOfValue(item, collation)).join()}]`;
  if (isDocument(value)) {
    const fields = Object.entries(value);
    return `{${fields.map(([name, item]) => quote(name) + keyOfValue(item, collation)).join()}}`;
  }
  return value === undefined ? 'missing' : `e${quote(EJSON.stringify(value, { relaxed: false }))}`;
}

/** Quotes by length, so that no content can look like structure. */
const quote = (text: string): string => `s${text.length}:${text}`;

/** Strength 1 takes accents and case alike, 2 case alone, 3 neither. */
function fold(text: string, collation: Collation | undefined): string {
  if (collation === undefined) return text;
  if (collation.strength === 3) return text.normalize('NFD');
  const lower = text.normalize('NFKD').toLowerCase();
  return collation.strength === 1 ? lower.replaceAll(/\p{Mark}/gu, '') : lower;
}
