import { badValue, failedToParse, notSupported, typeMismatch } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { compileElementTest } from './filter.ts';
import type { CompileModifier, Modifier, ModifierContext } from './modifier.ts';
import { isNumeric, toNumber, toWhole } from './numbers.ts';
import { compileOneOf } from './operators.ts';
import type { ValueTest } from './paths.ts';
import { compileSort } from './sort.ts';
import { keyOfValue } from './value-key.ts';
import { compareValues, isDocument, typeOf } from './values.ts';

/** The update operators on arrays. */
export const ARRAY_MODIFIERS: readonly (readonly [string, CompileModifier])[] = [
  ['$push', compilePush],
  ['$addToSet', (argument, { collation }) => compileAddToSet(argument, collation)],
  ['$pop', (argument) => compilePop(argument)],
  ['$pull', (argument, context) => removeWhere('$pull', compilePull(argument, context))],
  ['$pullAll', (argument, { collation }) => compilePullAll(argument, collation)],
];

function compilePush(argument: unknown, { collation }: ModifierContext): Modifier {
  const clauses = readEach('$push', argument, ['$position', '$slice', '$sort']);
  const position = readInteger('$position', clauses.options['$position']);
  const limit = readInteger('$slice', clauses.options['$slice']);
  const compare = readSortClause(clauses.options['$sort']);
  if (compare !== undefined && collation !== undefined)
    throw notSupported('$sort under a collation');
  return {
    creates: true,
    apply(old) {
      const before = asArray('$push', old);
      const pushed = before.toSpliced(position ?? before.length, 0, ...clauses.each);
      const array = compare === undefined ? pushed : pushed.toSorted(compare);
      if (limit === undefined) return array;
      return limit < 0 ? array.slice(limit) : array.slice(0, limit);
    },
  };
}

function compileAddToSet(argument: unknown, collation: Collation | undefined): Modifier {
  const { each } = readEach('$addToSet', argument, []);
  return {
    creates: true,
    apply(old) {
      const array = asArray('$addToSet', old);
      const known = new Set(array.map((item) => keyOfValue(item, collation)));
      const added = each.filter((item) => {
        const key = keyOfValue(item, collation);
        const isNew = !known.has(key);
        known.add(key);
        return isNew;
      });
      return added.length === 0 && old !== undefined ? old : [...array, ...added];
    },
  };
}

function compilePop(argument: unknown): Modifier {
  const end = isNumeric(argument) ? toNumber(argument) : 0;
  if (end !== 1 && end !== -1) throw failedToParse('$pop expects 1 or -1');
  return {
    creates: false,
    apply(old) {
      if (old === undefined) return old;
      if (!Array.isArray(old))
        throw typeMismatch(`Path contains an element of non-array type '${typeOf(old)}'`);
      return end === 1 ? old.slice(0, -1) : old.slice(1);
    },
  };
}

function compilePull(argument: unknown, { collation }: ModifierContext): ValueTest {
  if (!isDocument(argument)) return compileOneOf(argument, collation);
  const test = compileElementTest(argument, { collation });
  return (item) => test(item);
}

function compilePullAll(argument: unknown, collation: Collation | undefined): Modifier {
  if (!Array.isArray(argument)) throw badValue('$pullAll requires an array argument');
  const keys = new Set(argument.map((item) => keyOfValue(item, collation)));
  return removeWhere('$pullAll', (item) => keys.has(keyOfValue(item, collation)));
}

function removeWhere(name: string, test: ValueTest): Modifier {
  return {
    creates: false,
    apply(old) {
      if (old === undefined) return old;
      if (!Array.isArray(old)) throw badValue(`Cannot apply ${name} to a non-array value`);
      const kept = old.filter((item) => !test(item));
      return kept.length === old.length ? old : kept;
    },
  };
}

function asArray(name: string, old: unknown): unknown[] {
  if (old === undefined) return [];
  if (Array.isArray(old)) return old;
  throw badValue(`Cannot apply ${name} to a field that is no array but of type ${typeOf(old)}`);
}

/** Reads `{$each: […], …}`; any other value is pushed as it is. */
function readEach(
  name: string,
  argument: unknown,
  allowed: readonly string[],
): { each: unknown[]; options: Document } {
  if (!isDocument(argument) || !Object.hasOwn(argument, '$each')) {
    return { each: [argument], options: {} };
  }
  const { $each: each, ...options } = argument;
  if (!Array.isArray(each)) {
    throw badValue(`The argument to $each in ${name} must be an array, not ${typeOf(each)}`);
  }
  const unknown = Object.keys(options).find((clause) => !allowed.includes(clause));
  if (unknown !== undefined) throw badValue(`Unrecognized clause in ${name}: ${unknown}`);
  return { each, options };
}

function readInteger(clause: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (!isNumeric(value) || toWhole(value) === undefined) {
    throw badValue(`The value for ${clause} must be an integer value`);
  }
  return toNumber(value);
}

function readSortClause(value: unknown): ((a: unknown, b: unknown) => number) | undefined {
  if (value === undefined) return undefined;
  if (isDocument(value) && Object.keys(value).length > 0) {
    const compare = compileSort(value);
    return (a, b) => compare(isDocument(a) ? a : {}, isDocument(b) ? b : {});
  }
  const direction = isNumeric(value) ? toNumber(value) : 0;
  if (direction !== 1 && direction !== -1) {
    throw badValue('The $sort element value must be either 1 or -1');
  }
  return (a, b) => compareValues(a, b) * direction;
}
