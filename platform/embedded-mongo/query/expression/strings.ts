import { ObjectId } from 'bson';
import { MongoError } from '../../errors.ts';
import { isNumeric, toNumber } from '../numbers.ts';
import { isNullish, typeOf } from '../values.ts';
import { onPresent, onValues, type OperatorTable } from './operator.ts';

/** String operators and `$toString`; positions and lengths count code points. */
export const STRINGS: OperatorTable = [
  ['$concat', onPresent(0, Infinity, (...values) => values.map(stringOf).join(''))],
  ['$toString', onPresent(1, 1, textOf)],
  [
    '$toLower',
    onValues(1, 1, (value) => looseText(value).replaceAll(/[A-Z]+/g, (part) => part.toLowerCase())),
  ],
  [
    '$toUpper',
    onValues(1, 1, (value) => looseText(value).replaceAll(/[a-z]+/g, (part) => part.toUpperCase())),
  ],
  ['$strLenCP', onValues(1, 1, (value) => Array.from(stringOf(value)).length)],
  ['$substrCP', onValues(3, 3, substring)],
];

function stringOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new MongoError(16702, `a string operator only supports strings, not ${typeOf(value)}`);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean' || value instanceof ObjectId || isNumeric(value))
    return value.toString();
  throw new MongoError('ConversionFailure', `no conversion from ${typeOf(value)} to string`);
}

/** Null and missing are the empty string to some operators. */
function looseText(value: unknown): string {
  return isNullish(value) ? '' : textOf(value);
}

function substring(value: unknown, from: unknown, count: unknown): string {
  const [start, length] = [from, count].map((item) => (isNumeric(item) ? toNumber(item) : -1));
  if (start === undefined || length === undefined || start < 0 || length < 0) {
    throw new MongoError(34452, '$substrCP: start and length must be non-negative integers');
  }
  return Array.from(looseText(value))
    .slice(start, start + length)
    .join('');
}
