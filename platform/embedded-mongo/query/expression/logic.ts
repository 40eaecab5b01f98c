import { MongoError } from '../../errors.ts';
import { compareValues, isNullish, isTruthy, typeOf } from '../values.ts';
import {
  type CompilePart,
  type Evaluate,
  namedParts,
  onValues,
  type OperatorTable,
} from './operator.ts';

/** Boolean, comparison and conditional operators, and `$type`. */
export const LOGIC: OperatorTable = [
  ['$literal', (argument) => () => argument],
  ['$and', (argument, compile) => compileEvery(argument, compile, true)],
  ['$or', (argument, compile) => compileEvery(argument, compile, false)],
  ['$not', onValues(1, 1, (value) => !isTruthy(value))],
  ['$cmp', onValues(2, 2, (a, b) => Math.sign(compareValues(a, b)))],
  ['$eq', onValues(2, 2, (a, b) => compareValues(a, b) === 0)],
  ['$ne', onValues(2, 2, (a, b) => compareValues(a, b) !== 0)],
  ['$gt', onValues(2, 2, (a, b) => compareValues(a, b) > 0)],
  ['$gte', onValues(2, 2, (a, b) => compareValues(a, b) >= 0)],
  ['$lt', onValues(2, 2, (a, b) => compareValues(a, b) < 0)],
  ['$lte', onValues(2, 2, (a, b) => compareValues(a, b) <= 0)],
  ['$type', onValues(1, 1, typeOf)],
  ['$cond', compileCondition],
  ['$ifNull', compileIfNull],
  ['$switch', compileSwitch],
];

function compileEvery(argument: unknown, compile: CompilePart, all: boolean): Evaluate {
  const list: unknown[] = Array.isArray(argument) ? argument : [argument];
  const parts = list.map((part) => compile(part));
  return all
    ? (env) => parts.every((part) => isTruthy(part(env)))
    : (env) => parts.some((part) => isTruthy(part(env)));
}

function compileCondition(argument: unknown, compile: CompilePart): Evaluate {
  if (!Array.isArray(argument)) {
    const names = ['if', 'then', 'else'];
    const named = namedParts('$cond', argument, names, []);
    return compileCondition(
      names.map((name) => named[name]),
      compile,
    );
  }
  const [condition, yes, no] = argument.map((part: unknown) => compile(part));
  if (condition === undefined || yes === undefined || no === undefined || argument.length > 3) {
    throw new MongoError(16020, 'Expression $cond takes exactly 3 arguments.');
  }
  return (env) => (isTruthy(condition(env)) ? yes(env) : no(env));
}

function compileIfNull(argument: unknown, compile: CompilePart): Evaluate {
  if (!Array.isArray(argument) || argument.length < 2) {
    throw new MongoError(1257300, '$ifNull needs at least two arguments');
  }
  const parts = argument.map((part: unknown) => compile(part));
  return (env) => {
    let value: unknown;
    for (const part of parts) {
      value = part(env);
      if (!isNullish(value)) return value;
    }
    return value;
  };
}

function compileSwitch(argument: unknown, compile: CompilePart): Evaluate {
  const { branches, ...rest } = namedParts('$switch', argument, ['branches'], ['default']);
  if (!Array.isArray(branches) || branches.length === 0) {
    throw new MongoError(40068, '$switch requires at least one branch.');
  }
  const cases = branches.map((branch: unknown) => {
    const named = namedParts('$switch', branch, ['case', 'then'], []);
    return [compile(named['case']), compile(named['then'])] as const;
  });
  const otherwise = Object.hasOwn(rest, 'default') ? compile(rest['default']) : undefined;
  return (env) => {
    const found = cases.find(([test]) => isTruthy(test(env)))?.[1] ?? otherwise;
    if (found === undefined) {
      throw new MongoError(40066, '$switch found no matching branch and has no default');
    }
    return found(env);
  };
}
