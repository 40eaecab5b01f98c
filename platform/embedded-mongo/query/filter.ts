import { BSONRegExp } from 'bson';
import { badValue, notSupported } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { compileExpression } from './expression/compile.ts';
import { isNumeric, toNumber } from './numbers.ts';
import {
  compileOneOf,
  compileRegexTest,
  isOperatorDocument,
  VALUE_OPERATORS,
} from './operators.ts';
import { compilePathTest, type MatchDetails, type ValueTest } from './paths.ts';
import { createRegex } from './regex.ts';
import { isDocument, isTruthy } from './values.ts';

export interface FilterOptions {
  readonly collation?: Collation | undefined;
  /** Variables for `$expr`. */
  readonly let?: Document | undefined;
  /** What `$$NOW` stands for; without it the variable is refused. */
  readonly now?: Date | undefined;
}

/** Tests a document or value, noting where in an array it matched when asked to. */
export type Test<Subject> = (subject: Subject, details?: MatchDetails) => boolean;

/** Puts the test of a value at the values that a condition stands for. */
type Place<Subject> = (test: ValueTest, wholeArrays?: boolean) => Test<Subject>;

const LOGICAL = new Set(['$and', '$or', '$nor']);
const KNOWN_TO_MONGODB =
  /^\$(?:where|text|mod|jsonSchema|near|nearSphere|geo\w+|bits\w+|sampleRate|alwaysTrue|alwaysFalse|_internal\w+)$/;

/** Compiles a query filter to a test; MongoDB's codes for what it cannot mean. */
export function compileFilter(filter: Document, options: FilterOptions = {}): Test<Document> {
  return allOf(Object.entries(filter).map(([name, value]) => compileEntry(name, value, options)));
}

function compileEntry(name: string, value: unknown, options: FilterOptions): Test<Document> {
  if (!name.startsWith('$')) {
    return compileCondition(value, options, (test, whole) => compilePathTest(name, test, whole));
  }
  if (LOGICAL.has(name)) return compileLogical(name, value, options);
  if (name === '$comment') return () => true;
  if (name === '$expr') {
    const evaluate = compileExpression(value, options);
    return (document) => isTruthy(evaluate({ root: document }));
  }
  if (KNOWN_TO_MONGODB.test(name)) throw notSupported(`the query operator ${name}`);
  throw badValue(`unknown top level operator: ${name}`);
}

function compileLogical(name: string, value: unknown, options: FilterOptions): Test<Document> {
  if (!Array.isArray(value) || value.length === 0)
    throw badValue(`${name} must be a nonempty array`);
  const tests = value.map((part: unknown) => {
    if (!isDocument(part)) throw badValue('$or/$and/$nor entries need to be full objects');
    return compileFilter(part, options);
  });
  if (name === '$and') return allOf(tests);
  if (name === '$nor') return (document) => !tests.some((test) => test(document));
  return (document, details) => tests.some((test) => test(document, details));
}

function compileCondition<Subject>(
  condition: unknown,
  options: FilterOptions,
  place: Place<Subject>,
): Test<Subject> {
  if (!isOperatorDocument(condition)) return place(compileOneOf(condition, options.collation));
  return allOf(
    Object.entries(condition).map(([operator, argument]) =>
      compileOperator(operator, argument, condition, options, place),
    ),
  );
}

function compileOperator<Subject>(
  operator: string,
  argument: unknown,
  siblings: Document,
  options: FilterOptions,
  place: Place<Subject>,
): Test<Subject> {
  const { collation } = options;
  const compile = VALUE_OPERATORS.get(operator);
  if (compile !== undefined) return place(compile(argument, collation));
  switch (operator) {
    case '$ne':
      if (argument instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.");
      return negate(compileOperator('$eq', argument, siblings, options, place));
    case '$nin':
      return negate(compileOperator('$in', argument, siblings, options, place));
    case '$not':
      return negate(compileNegated(argument, options, place));
    case '$exists': {
      const exists = place((value) => value !== undefined, true);
      return isTruthy(argument) ? exists : negate(exists);
    }
    case '$regex':
      return place(compileRegexTest(toRegex(argument, siblings['$options'])));
    case '$options':
      if (!Object.hasOwn(siblings, '$regex')) throw badValue('$options needs a $regex');
      return () => true;
    case '$size':
      return place(compileSize(argument), true);
    case '$elemMatch':
      return place(compileElementMatch(argument, options), true);
    case '$all':
      return compileAll(argument, options, place);
    case '$comment':
      return () => true;
    default:
      if (KNOWN_TO_MONGODB.test(operator)) throw notSupported(`the query operator ${operator}`);
      throw badValue(`unknown operator: ${operator}`);
  }
}

function compileNegated<Subject>(
  argument: unknown,
  options: FilterOptions,
  place: Place<Subject>,
): Test<Subject> {
  if (argument instanceof BSONRegExp) return place(compileRegexTest(argument));
  if (!isDocument(argument)) throw badValue('$not needs a regex or a document');
  if (Object.keys(argument).length === 0) throw badValue('$not cannot be empty');
  if (!isOperatorDocument(argument)) throw badValue('$not needs query operators');
  return compileCondition(argument, options, place);
}

function toRegex(argument: unknown, flags: unknown): BSONRegExp {
  if (flags !== undefined && typeof flags !== 'string')
    throw badValue('$options has to be a string');
  if (argument instanceof BSONRegExp)
    return createRegex(argument.pattern, flags ?? argument.options);
  if (typeof argument !== 'string') throw badValue('$regex has to be a string');
  return createRegex(argument, flags ?? '');
}

function compileSize(argument: unknown): ValueTest {
  const size = isNumeric(argument) ? toNumber(argument) : Number.NaN;
  if (!Number.isInteger(size)) throw badValue('Failed to parse $size. Expected an integer');
  if (size < 0) throw badValue('Failed to parse $size. Expected a non-negative number');
  return (value) => Array.isArray(value) && value.length === size;
}

/** Object form matches elements that are documents; value form tests each element itself. */
export function compileElementTest(argument: unknown, options: FilterOptions): ValueTest {
  if (!isDocument(argument)) throw badValue('$elemMatch needs an Object');
  const first = Object.keys(argument)[0] ?? '';
  if (isOperatorDocument(argument) && !LOGICAL.has(first) && first !== '$expr') {
    return compileCondition<unknown>(argument, options, (test) => test);
  }
  if (first === '$expr') throw badValue('$expr can only be applied to the top-level document');
  const test = compileFilter(argument, options);
  return (element) => {
    if (Array.isArray(element)) return test(Object.fromEntries(element.entries()));
    return isDocument(element) && test(element);
  };
}

function compileElementMatch(argument: unknown, options: FilterOptions): ValueTest {
  const test = compileElementTest(argument, options);
  return (value, details) => {
    if (!Array.isArray(value)) return false;
    const position = value.findIndex((element) => test(element));
    if (position >= 0 && details !== undefined) details.position = position;
    return position >= 0;
  };
}

function compileAll<Subject>(
  argument: unknown,
  options: FilterOptions,
  place: Place<Subject>,
): Test<Subject> {
  if (!Array.isArray(argument)) throw badValue('$all needs an array');
  if (argument.length === 0) return () => false;
  return allOf(
    argument.map((item: unknown) => {
      if (!isOperatorDocument(item)) return place(compileOneOf(item, options.collation));
      const [operator, ...others] = Object.keys(item);
      if (operator !== '$elemMatch' || others.length > 0)
        throw badValue('no $ expressions in $all');
      return place(compileElementMatch(item['$elemMatch'], options), true);
    }),
  );
}

function allOf<Subject>(tests: Test<Subject>[]): Test<Subject> {
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (subject, details) => {
    const isMatch = tests.every((test) => test(subject, details));
    if (!isMatch && details !== undefined) delete details.position;
    return isMatch;
  };
}

function negate<Subject>(test: Test<Subject>): Test<Subject> {
  return (subject) => !test(subject);
}
