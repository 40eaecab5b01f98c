import { BSONRegExp, MaxKey, MinKey } from 'bson';
import { notSupported } from '../errors.ts';
import type { Document } from '../types.ts';
import { ensure } from './ensure.ts';
import { compileExpression, type ExpressionOptions as FilterOptions } from './expression.ts';
import { toWhole } from './numbers.ts';
import { compilePathTest, type Test } from './paths.ts';
import {
  compareValues,
  findTypes,
  isDocument,
  isNullish,
  isTruthy,
  keyOfValue,
  rankOf,
  typeOf,
} from './values.ts';

/** Where a condition stands: `put` applies the test of a value to the values there. */
interface Place<T> {
  readonly options: FilterOptions;
  readonly put: (test: Test, isWhole: boolean) => Test<T>;
}

type Compile = (argument: unknown, options: FilterOptions) => Test;

/** The tests of one value: any value of a path may pass, and an array stands for its items, too. */
const TESTS = new Map<string, Compile>([
  ['$eq', compileEquality],
  ['$gt', compileOrder((order) => order > 0)],
  ['$gte', compileOrder((order) => order >= 0)],
  ['$lt', compileOrder((order) => order < 0)],
  ['$lte', compileOrder((order) => order <= 0)],
  ['$in', compileMembership],
  ['$type', compileType],
  ['$exists', () => (value) => value !== undefined],
  ['$size', compileSize],
  ['$elemMatch', compileElementMatch],
]);

/** Tests to which an array is one value. */
const WHOLE = new Set(['$exists', '$size', '$elemMatch']);

const LOGICAL = new Set(['$and', '$or', '$nor']);

/** Compiles a query filter to a test; MongoDB's codes for what it cannot mean. */
export function compileFilter(filter: Document, options: FilterOptions = {}): Test<Document> {
  return allOf(Object.entries(filter).map(([name, value]) => compileEntry(name, value, options)));
}

/** True for a document of query operators rather than a value to equal. */
export const isOperatorDocument = (value: unknown): value is Document =>
  isDocument(value) && /^\$(?!(?:ref|id|db)$)/.test(Object.keys(value)[0] ?? '');

/** Object form matches elements that are documents; value form tests each element itself. */
export function compileElementTest(argument: unknown, options: FilterOptions): Test {
  ensure(isDocument(argument), 'BadValue', '$elemMatch needs an Object');
  const [first = ''] = Object.keys(argument);
  ensure(first !== '$expr', 'BadValue', '$expr can only be applied to the top-level document');
  if (isOperatorDocument(argument) && !LOGICAL.has(first)) {
    return compileCondition<unknown>(argument, { options, put: (test) => test });
  }
  const test = compileFilter(argument, options);
  return (element) => {
    if (Array.isArray(element)) return test(Object.fromEntries(element.entries()));
    return isDocument(element) && test(element);
  };
}

function compileEntry(name: string, value: unknown, options: FilterOptions): Test<Document> {
  if (!name.startsWith('$')) {
    const put = (test: Test, isWhole: boolean) => compilePathTest(name, test, isWhole);
    return compileCondition(value, { options, put });
  }
  if (name === '$comment') return () => true;
  if (name === '$expr') {
    const evaluate = compileExpression(value, options);
    return (document) => isTruthy(evaluate(document));
  }
  if (!LOGICAL.has(name)) throw notSupported(`the query operator ${name}`);
  ensure(Array.isArray(value) && value.length > 0, 'BadValue', `${name} needs a nonempty array`);
  ensure(value.every(isDocument), 'BadValue', `${name} needs full objects`);
  const tests = value.map((part) => compileFilter(part, options));
  if (name === '$and') return allOf(tests);
  const isAny: Test<Document> = (document) => tests.some((test) => test(document));
  return name === '$or' ? isAny : not(isAny);
}

function compileCondition<T>(condition: unknown, place: Place<T>): Test<T> {
  if (!isOperatorDocument(condition)) return compileOperator('$eq', condition, place);
  const operators = Object.entries(condition);
  return allOf(operators.map(([name, argument]) => compileOperator(name, argument, place)));
}

function compileOperator<T>(name: string, argument: unknown, place: Place<T>): Test<T> {
  if (name === '$ne') return not(compileOperator('$eq', argument, place));
  if (name === '$nin') return not(compileOperator('$in', argument, place));
  const compile = TESTS.get(name);
  if (compile !== undefined) {
    const test = place.put(compile(argument, place.options), WHOLE.has(name));
    return name === '$exists' && !isTruthy(argument) ? not(test) : test;
  }
  if (name === '$all') {
    ensure(Array.isArray(argument), 'BadValue', '$all needs an array');
    const isPlain = (item: unknown): boolean =>
      !isOperatorDocument(item) || Object.keys(item).join() === '$elemMatch';
    ensure(argument.every(isPlain), 'BadValue', 'no $ expressions in $all');
    const tests = argument.map((item: unknown) => compileCondition(item, place));
    return tests.length === 0 ? () => false : allOf(tests);
  }
  if (name !== '$not') throw notSupported(`the query operator ${name}`);
  ensure(isOperatorDocument(argument), 'BadValue', '$not needs a document of operators');
  return not(compileCondition(argument, place));
}

/** Equality with one value; null also stands for a missing field. */
function compileEquality(argument: unknown, { collation }: FilterOptions): Test {
  if (isNullish(argument)) return isNullish;
  refusePattern(argument);
  const isPlain = typeof argument === 'string' && collation === undefined;
  if (isPlain || typeof argument === 'boolean') return (value) => value === argument;
  if (collation === undefined) return (value) => compareValues(value, argument) === 0;
  const wanted = keyOfValue(argument, collation);
  return (value) => keyOfValue(value, collation) === wanted;
}

function refusePattern(argument: unknown): void {
  if (argument instanceof BSONRegExp) throw notSupported('a search by a regular expression');
}

/** Only values of the argument's own type have an order with it; NaN has one with NaN alone. */
function compileOrder(accepts: (order: number) => boolean): Compile {
  return (argument, { collation }) => {
    refusePattern(argument);
    if (collation !== undefined) throw notSupported('the order of values under a collation');
    if (isNullish(argument)) return (value) => isNullish(value) && accepts(0);
    const rank = rankOf(argument);
    const isAnyType = argument instanceof MinKey || argument instanceof MaxKey;
    return (value) => {
      if (isAnyType ? value === undefined : rankOf(value) !== rank) return false;
      return (
        Number.isNaN(value) === Number.isNaN(argument) && accepts(compareValues(value, argument))
      );
    };
  };
}

function compileMembership(argument: unknown, { collation }: FilterOptions): Test {
  ensure(Array.isArray(argument), 'BadValue', '$in needs an array');
  ensure(!argument.some(isOperatorDocument), 'BadValue', 'cannot nest $ under $in');
  argument.forEach(refusePattern);
  const keyOf = (item: unknown): string => keyOfValue(item ?? null, collation);
  const keys = new Set(argument.map(keyOf));
  return (value) => keys.has(keyOf(value));
}

function compileType(argument: unknown): Test {
  const found = (Array.isArray(argument) ? argument : [argument]).map(findTypes);
  const isKnown = found.length > 0 && found.every((types) => types.length > 0);
  ensure(isKnown, 'BadValue', '$type needs the aliases of types');
  const types = new Set(found.flat());
  return (value) => types.has(typeOf(value));
}

function compileSize(argument: unknown): Test {
  const size = toWhole(argument);
  ensure(size >= 0, 'BadValue', '$size needs a whole number from 0');
  return (value) => Array.isArray(value) && value.length === size;
}

function compileElementMatch(argument: unknown, options: FilterOptions): Test {
  const test = compileElementTest(argument, options);
  return (value) => Array.isArray(value) && value.some((element) => test(element));
}

function allOf<T>(tests: readonly Test<T>[]): Test<T> {
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (subject) => tests.every((test) => test(subject));
}

const not =
  <T>(test: Test<T>): Test<T> =>
  (subject) =>
    !test(subject);
