import { MongoError } from '../../errors.ts';
import { keyOfValue } from '../value-key.ts';
import { isTruthy, typeOf } from '../values.ts';
import { onPresent, onValues, type OperatorTable } from './operator.ts';

/** Set operators; equal values count once and the order of first sight is kept. */
export const SETS: OperatorTable = [
  [
    '$setUnion',
    onPresent(0, Infinity, (...sets) => {
      const items = sets.flatMap((set) => arrayOf('$setUnion', set));
      return [...setOf('$setUnion', items).values()];
    }),
  ],
  ['$setIntersection', onPresent(0, Infinity, intersect)],
  ['$setDifference', onPresent(2, 2, subtract)],
  [
    '$setEquals',
    onValues(2, Infinity, (first, ...rest) =>
      rest.every((set) => isSubset(first, set) && isSubset(set, first)),
    ),
  ],
  ['$setIsSubset', onValues(2, 2, isSubset)],
  ['$anyElementTrue', onValues(1, 1, (value) => arrayOf('$anyElementTrue', value).some(isTruthy))],
  [
    '$allElementsTrue',
    onValues(1, 1, (value) => arrayOf('$allElementsTrue', value).every(isTruthy)),
  ],
];

function arrayOf(name: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new MongoError(17040, `${name} needs arrays, got ${typeOf(value)}`);
}

function setOf(name: string, value: unknown): Map<string, unknown> {
  const set = new Map<string, unknown>();
  for (const item of arrayOf(name, value)) {
    const key = keyOfValue(item);
    if (!set.has(key)) set.set(key, item);
  }
  return set;
}

function intersect(...values: unknown[]): unknown[] {
  const [first = new Map<string, unknown>(), ...rest] = values.map((value) =>
    setOf('$setIntersection', value),
  );
  return [...first].filter(([key]) => rest.every((set) => set.has(key))).map(([, item]) => item);
}

function subtract(a: unknown, b: unknown): unknown[] {
  const removed = setOf('$setDifference', b);
  return [...setOf('$setDifference', a)]
    .filter(([key]) => !removed.has(key))
    .map(([, item]) => item);
}

function isSubset(a: unknown, b: unknown): boolean {
  const whole = setOf('$setIsSubset', b);
  return [...setOf('$setIsSubset', a).keys()].every((key) => whole.has(key));
}
