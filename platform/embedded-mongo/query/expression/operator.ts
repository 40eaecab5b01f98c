import { MongoError } from '../../errors.ts';
import type { Document } from '../../types.ts';
import { isDocument, isNullish } from '../values.ts';

/** What an expression is evaluated against. */
export interface Env {
  readonly root: unknown;
  readonly scope?: Scope | undefined;
}

/** A variable, and those bound around it. */
export interface Scope {
  readonly name: string;
  readonly value: unknown;
  readonly next: Scope | undefined;
}

/** A compiled expression; undefined is MongoDB's missing value. */
export type Evaluate = (env: Env) => unknown;

/** Compiles a part of an operator's argument, where `locals` are variables that it binds. */
export type CompilePart = (expression: unknown, locals?: readonly string[]) => Evaluate;

/** Compiles one operator from its argument. */
export type Operator = (argument: unknown, compile: CompilePart, name: string) => Evaluate;

export type OperatorTable = readonly (readonly [string, Operator])[];

/** An operator over evaluated arguments, of which there are `least` to `most`. */
export function onValues(
  least: number,
  most: number,
  apply: (...values: unknown[]) => unknown,
): Operator {
  return (argument, compile, name) => {
    const list = Array.isArray(argument) ? argument : [argument];
    if (list.length < least || list.length > most) {
      const takes = least === most ? `exactly ${least}` : `at least ${least}, at most ${most}`;
      throw new MongoError(
        least === most ? 16020 : 28667,
        `Expression ${name} takes ${takes} arguments. ${list.length} were passed in.`,
      );
    }
    const parts = list.map((part) => compile(part));
    const [only, second] = parts;
    if (parts.length === 1 && only !== undefined) return (env) => apply(only(env));
    if (parts.length === 2 && only !== undefined && second !== undefined) {
      return (env) => apply(only(env), second(env));
    }
    return (env) => apply(...parts.map((part) => part(env)));
  };
}

/** As `onValues`, but null when any argument is null or missing. */
export function onPresent(
  least: number,
  most: number,
  apply: (...values: unknown[]) => unknown,
): Operator {
  return onValues(least, most, (...values) => (values.some(isNullish) ? null : apply(...values)));
}

/** An operator whose argument is a document of named expressions; unknown names are refused. */
export function onNamed(
  required: readonly string[],
  optional: readonly string[],
  apply: (values: Document) => unknown,
): Operator {
  return (argument, compile, name) => {
    const parts = Object.entries(namedParts(name, argument, required, optional)).map(
      ([field, part]) => [field, compile(part)] as const,
    );
    return (env) => apply(Object.fromEntries(parts.map(([field, part]) => [field, part(env)])));
  };
}

/** Checks the fields of an operator's argument document. */
export function namedParts(
  name: string,
  argument: unknown,
  required: readonly string[],
  optional: readonly string[],
): Document {
  if (!isDocument(argument)) {
    throw new MongoError('FailedToParse', `${name} only supports an object as its argument`);
  }
  for (const field of Object.keys(argument)) {
    if (!required.includes(field) && !optional.includes(field)) {
      throw new MongoError('FailedToParse', `Unrecognized argument to ${name}: ${field}`);
    }
  }
  for (const field of required) {
    if (!Object.hasOwn(argument, field)) {
      throw new MongoError('FailedToParse', `Missing '${field}' parameter to ${name}`);
    }
  }
  return argument;
}

/** Binds variables for the evaluation of a part. */
export function bind(env: Env, name: string, value: unknown): Env {
  return { root: env.root, scope: { name, value, next: env.scope } };
}
