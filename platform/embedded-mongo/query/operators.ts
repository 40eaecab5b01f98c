import { BSONRegExp, MaxKey, MinKey } from 'bson';
import { badValue, notSupported } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { isNumeric, toNumber } from './numbers.ts';
import type { ValueTest } from './paths.ts';
import { compileRegex } from './regex.ts';
import { keyOfValue } from './value-key.ts';
import { compareValues, findType, isDocument, isNullish, rankOf, typeOf } from './values.ts';

type Compile = (argument: unknown, collation?: Collation) => ValueTest;

/** The operators that test one value at a time: true when any value of the path passes. */
export const VALUE_OPERATORS = new Map<string, Compile>([
  ['$eq', compileEquality],
  ['$gt', (argument, collation) => compileOrder('$gt', argument, collation)],
  ['$gte', (argument, collation) => compileOrder('$gte', argument, collation)],
  ['$lt', (argument, collation) => compileOrder('$lt', argument, collation)],
  ['$lte', (argument, collation) => compileOrder('$lte', argument, collation)],
  ['$in', compileMembership],
  ['$type', compileType],
]);

/** Equality with one value; null also stands for a missing field. */
function compileEquality(argument: unknown, collation?: Collation): ValueTest {
  if (isNullish(argument)) return isNullish;
  if (typeof argument === 'boolean') return (value) => value === argument;
  if (typeof argument === 'string' && collation === undefined) {
    return (value) => value === argument;
  }
  return (value) => compareValues(value, argument, collation) === 0;
}

/** A string that the expression matches, or the same expression stored as a value. */
export function compileRegexTest(regex: BSONRegExp): ValueTest {
  const pattern = compileRegex(regex);
  return (value) =>
    typeof value === 'string'
      ? pattern.test(value)
      : value instanceof BSONRegExp && compareValues(value, regex) === 0;
}

/** An argument list with regular expressions compiled, as `$in` and `$all` take it. */
export function compileOneOf(argument: unknown, collation?: Collation): ValueTest {
  return argument instanceof BSONRegExp
    ? compileRegexTest(argument)
    : compileEquality(argument, collation);
}

/** True for a document of query operators rather than a value to equal. */
export function isOperatorDocument(value: unknown): value is Document {
  if (!isDocument(value)) return false;
  const first = Object.keys(value)[0];
  return first !== undefined && first.startsWith('$') && !/^\$(?:ref|id|db)$/.test(first);
}

function compileOrder(
  operator: '$gt' | '$gte' | '$lt' | '$lte',
  argument: unknown,
  collation?: Collation,
): ValueTest {
  if (argument instanceof BSONRegExp) throw badValue(`Can't have RegEx as arg to ${operator}.`);
  const mayHoldStrings =
    typeof argument === 'string' || Array.isArray(argument) || isDocument(argument);
  if (collation !== undefined && mayHoldStrings) {
    throw notSupported(`${operator} on strings under a collation`);
  }
  const includesEqual = operator === '$gte' || operator === '$lte';
  const sign = operator === '$gt' || operator === '$gte' ? 1 : -1;
  if (isNullish(argument)) return includesEqual ? isNullish : () => false;
  const ordered: ValueTest = (value) => {
    const order = compareValues(value, argument);
    return order === 0 ? includesEqual : order > 0 === sign > 0;
  };
  if (argument instanceof MinKey || argument instanceof MaxKey) {
    return (value) => value !== undefined && ordered(value);
  }
  const rank = rankOf(argument);
  const isNaN = isNumeric(argument) && Number.isNaN(toNumber(argument));
  return (value) => {
    if (rankOf(value) !== rank) return false;
    if (isNumeric(value) && Number.isNaN(toNumber(value)) !== isNaN) return false;
    return ordered(value);
  };
}

function compileMembership(argument: unknown, collation?: Collation): ValueTest {
  if (!Array.isArray(argument)) throw badValue('$in needs an array');
  const patterns = argument.filter((item) => item instanceof BSONRegExp).map(compileRegexTest);
  const plain = argument.filter((item) => !(item instanceof BSONRegExp));
  if (plain.some(isOperatorDocument)) throw badValue('cannot nest $ under $in');
  const keys = new Set(plain.map((item) => keyOfValue(item ?? null, collation)));
  return (value) =>
    keys.has(keyOfValue(value ?? null, collation)) || patterns.some((pattern) => pattern(value));
}

function compileType(argument: unknown): ValueTest {
  const names = new Set<string>();
  for (const type of Array.isArray(argument) ? argument : [argument]) {
    const found = type === 'number' ? ['int', 'long', 'double', 'decimal'] : [findType(type)];
    for (const name of found) {
      if (name === undefined) throw badValue(`Unknown type name alias or code: ${String(type)}`);
      names.add(name);
    }
  }
  if (names.size === 0) throw badValue('$type must match at least one type');
  return (value) => names.has(typeOf(value));
}
