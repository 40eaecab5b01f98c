import { Binary, BSONRegExp, BSONValue, Decimal128, ObjectId, Timestamp } from 'bson';
import { type Collation, type Document, isInt32 } from '../types.ts';
import { foldString } from './collation.ts';
import { compareNumbers, isNumeric, toNumber } from './numbers.ts';

/** Each type: its alias and number for `$type`, its rank in MongoDB's order, its class's tag. */
const TYPES = [
  ['minKey', -1, -1, 'MinKey'],
  ['null', 10, 5, ''],
  ['double', 1, 10, 'Double'],
  ['int', 16, 10, 'Int32'],
  ['long', 18, 10, 'Long'],
  ['decimal', 19, 10, 'Decimal128'],
  ['string', 2, 15, ''],
  ['symbol', 14, 15, 'BSONSymbol'],
  ['object', 3, 20, ''],
  ['array', 4, 25, ''],
  ['binData', 5, 30, 'Binary'],
  ['objectId', 7, 35, 'ObjectId'],
  ['bool', 8, 40, ''],
  ['date', 9, 45, ''],
  ['timestamp', 17, 47, 'Timestamp'],
  ['regex', 11, 50, 'BSONRegExp'],
  ['javascript', 13, 60, 'Code'],
  ['maxKey', 127, 127, 'MaxKey'],
] as const;

/** BSON types by their aliases; `missing` is a field that is not there. */
export type TypeName = 'missing' | (typeof TYPES)[number][0];

const RANKS = new Map<TypeName, number>(TYPES.map(([name, , rank]) => [name, rank]));
const TAGGED = new Map<unknown, TypeName>(TYPES.map(([name, , , tag]) => [tag, name]));

/** The type that an alias or a number of `$type` names. */
export function findType(wanted: unknown): TypeName | undefined {
  const code = isNumeric(wanted) ? toNumber(wanted) : undefined;
  return TYPES.find(([name, number]) => name === wanted || number === code)?.[0];
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
export function isDocument(value: unknown): value is Document {
  return typeOf(value) === 'object';
}

/** MongoDB's order of types: numbers, strings and so on each share one rank. */
export function rankOf(value: unknown): number {
  return RANKS.get(typeOf(value)) ?? 0;
}

/** True for null, undefined and a field that is not there. */
export function isNullish(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Truth as expressions see it: all but false, null, missing and zero. */
export function isTruthy(value: unknown): boolean {
  if (isNullish(value) || value === false) return false;
  return !isNumeric(value) || toNumber(value) !== 0;
}

/**
 * Compares in BSON type order, then by value; a missing value (undefined) is below null.
 * A collation folds strings, which serves equality only.
 */
export function compareValues(a: unknown, b: unknown, collation?: Collation): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return collation === undefined
      ? compareStrings(a, b)
      : compareStrings(foldString(a, collation), foldString(b, collation));
  }
  const rank = rankOf(a);
  const otherRank = rankOf(b);
  if (rank !== otherRank) return rank < otherRank ? -1 : 1;
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof BSONValue && b instanceof BSONValue) return compareBson(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b, collation);
  return isDocument(a) && isDocument(b) ? compareDocuments(a, b, collation) : 0;
}

/** True when both have the same types, fields in the same order and values: nothing to write. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return a !== 0 || Object.is(a, b);
  if (typeOf(a) !== typeOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameValue(item, b[index]));
  }
  if (isDocument(a) && isDocument(b)) {
    const fields = Object.keys(a);
    const others = Object.keys(b);
    return (
      fields.length === others.length &&
      fields.every((field, index) => field === others[index] && isSameValue(a[field], b[field]))
    );
  }
  if (a instanceof Decimal128 && b instanceof Decimal128) return a.toString() === b.toString();
  return compareValues(a, b) === 0;
}

/** UTF-8 order, as bytes compare: surrogate pairs lie above the rest of the basic plane. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x === y) continue;
    const isPair = x >= 0xd800 && x <= 0xdfff;
    if (isPair !== (y >= 0xd800 && y <= 0xdfff)) return isPair ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

function compareArrays(a: unknown[], b: unknown[], collation?: Collation): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const order = compareValues(a[index], b[index], collation);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Field by field: type first, then name, then value. */
function compareDocuments(a: Document, b: Document, collation?: Collation): number {
  const fields = Object.keys(a);
  const others = Object.keys(b);
  const shared = Math.min(fields.length, others.length);
  for (let index = 0; index < shared; index += 1) {
    const field = fields[index] ?? '';
    const other = others[index] ?? '';
    const order =
      rankOf(a[field]) - rankOf(b[other]) ||
      compareStrings(field, other) ||
      compareValues(a[field], b[other], collation);
    if (order !== 0) return order;
  }
  return fields.length - others.length;
}

function compareBson(a: BSONValue, b: BSONValue): number {
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  if (a instanceof Timestamp && b instanceof Timestamp) return a.compare(b);
  if (a instanceof Binary && b instanceof Binary) {
    const order = a.length() - b.length() || a.sub_type - b.sub_type;
    return order || Buffer.compare(a.value(), b.value());
  }
  if (a instanceof BSONRegExp && b instanceof BSONRegExp) {
    return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
  }
  return compareStrings(JSON.stringify(a), JSON.stringify(b));
}
