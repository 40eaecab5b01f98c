import { MongoError, type MongoErrorName, notSupported } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { toWhole } from './numbers.ts';
import { isDocument } from './values.ts';

/** Refuses with MongoDB's code unless the condition holds. */
export function ensure(
  condition: boolean,
  name: MongoErrorName | number,
  message: string,
): asserts condition {
  if (!condition) throw new MongoError(name, message);
}

/** Reads a specification: code 9 unless it is a document with what it requires; no unknown field. */
export function readFields(
  what: string,
  spec: unknown,
  required: readonly string[],
  optional: readonly string[],
): Document {
  ensure(isDocument(spec), 'FailedToParse', `${what} needs an object`);
  const unknown = Object.keys(spec).find((name) => ![...required, ...optional].includes(name));
  if (unknown !== undefined) throw notSupported(`the field ${unknown} of ${what}`, 'FailedToParse');
  const missing = required.find((name) => !Object.hasOwn(spec, name));
  ensure(missing === undefined, 'FailedToParse', `${what} needs ${missing}`);
  return spec;
}

/** Reads `{name: value}`; the code for anything else. */
export function readEntry(spec: unknown, what: string, code: number): readonly [string, unknown] {
  const [entry, ...others] = isDocument(spec) ? Object.entries(spec) : [];
  ensure(entry !== undefined && others.length === 0, code, `${what} must have exactly one field`);
  return entry;
}

/** Counts the bytes that a stage keeps; code 292 once they pass the limit. */
export function createMemoryMeter(limitBytes: number, what: string): (bytes: number) => void {
  const message = `${what} holds more than ${limitBytes} bytes`;
  let held = 0;
  return (bytes) => {
    held += bytes;
    ensure(held <= limitBytes, 'QueryExceededMemoryLimitNoDiskUseAllowed', message);
  };
}

/** Reads a command's collation; undefined when strings compare plainly. Strengths 1 to 3 are known. */
export function parseCollation(spec: unknown): Collation | undefined {
  if (spec === undefined) return undefined;
  const { locale, strength = 3 } = readFields('a collation', spec, ['locale'], ['strength']);
  ensure(typeof locale === 'string', 'FailedToParse', 'a collation needs a locale');
  if (locale === 'simple') return undefined;
  const level = toWhole(strength);
  if (![1, 2, 3].includes(level)) throw notSupported(`a collation of strength ${level}`);
  return { locale, strength: level };
}
