import { MongoError } from '../../errors.ts';
import { compareValues, isDocument, isNullish, isTruthy } from '../values.ts';
import {
  bind,
  type CompilePart,
  type Evaluate,
  namedParts,
  onValues,
  type OperatorTable,
} from './operator.ts';

/** Boolean, comparison, conditional and variable operators. */
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
  ['$cond', compileCondition],
  ['$ifNull', compileIfNull],
  ['$switch', compileSwitch],
  ['$let', compileLet],
];

function compileEvery(argument: unknown, compile: CompilePart, all: boolean): Evaluate {
  const list: unknown[] = Array.isArray(argument) ? argument : [argument];
  const parts = list.map((part) => compile(part));
  return all
    ? (env) => parts.every((part) => isTruthy(part(env)))
    : (env) => parts.some((part) => isTruthy(part(env)));
}

function compileCondition(argument: unknown, compile: CompilePart): Evaluate {
  if (Array.isArray(argument) && argument.length !== 3) {
    throw new MongoError(16020, 'Expression $cond takes exactly 3 arguments.');
  }
  const named = Array.isArray(argument)
    ? { if: argument[0], then: argument[1], else: argument[2] }
    : namedParts('$cond', argument, ['if', 'then', 'else'], []);
  const condition = compile(named['if']);
  const yes = compile(named['then']);
  const no = compile(named['else']);
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
    return { test: compile(named['case']), then: compile(named['then']) };
  });
  const otherwise = Object.hasOwn(rest, 'default') ? compile(rest['default']) : undefined;
  return (env) => {
    const found = cases.find(({ test }) => isTruthy(test(env)))?.then ?? otherwise;
    if (found === undefined) {
      throw new MongoError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    }
    return found(env);
  };
}

function compileLet(argument: unknown, compile: CompilePart): Evaluate {
  const { vars, in: body } = namedParts('$let', argument, ['vars', 'in'], []);
  if (!isDocument(vars))
    throw new MongoError(16876, 'invalid parameter: expected an object (vars)');
  const parts = Object.entries(vars).map(([name, part]) => [name, compile(part)] as const);
  const evaluate = compile(body, Object.keys(vars));
  return (env) =>
    evaluate(parts.reduce((inner, [name, part]) => bind(inner, name, part(env)), env));
}
