import { MongoError, notSupported, typeMismatch } from '../errors.ts';
import { isDocument, isNumeric, toNumber, type Update } from '../query/index.ts';
import type { Document } from '../types.ts';

/** Reads the value of one field. */
type Reader<T> = (value: unknown, field: string) => T;
/** The closed list of what a body may hold. */
export type Fields = { readonly [field: string]: Reader<unknown> };
/** What was read from a body; what was absent or null is left out. */
export type Args<F extends Fields> = {
  readonly [Field in keyof F]?: ReturnType<F[Field]> | undefined;
};

/** Reads a body by its list, but for the field that names the command; any other is refused. */
export function readFields<F extends Fields>(what: string, body: Document, fields: F): Args<F> {
  const args: Document = {};
  for (const field of Object.keys(body)) {
    if (field === what) continue;
    const read = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (read === undefined) throw notSupported(`the unknown field '${what}.${field}'`, 40415);
    const value = body[field];
    if (value !== null && value !== undefined) args[field] = read(value, field);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value is its reader's
  return args as Args<F>;
}

/** What a body cannot do without. */
export function need<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw new MongoError(40414, `BSON field '${name}' is missing but a required field`);
}

/** Several fields with one reader. */
export function each<const Field extends string, T>(reader: Reader<T>, ...fields: Field[]) {
  const entries = fields.map((field) => [field, reader]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these names and no others
  return Object.fromEntries(entries) as Record<Field, Reader<T>>;
}

function ofType<T>(type: string, is: (value: unknown) => value is T): Reader<T> {
  return (value, field) => {
    if (is(value)) return value;
    throw typeMismatch(`BSON field '${field}' is the wrong type, expected type '${type}'`);
  };
}

const isList = (value: unknown): value is readonly Document[] =>
  Array.isArray(value) && value.every(isDocument);
const number = ofType('number', isNumeric);
const flag: Reader<boolean> = (value, field) =>
  typeof value === 'boolean' ? value : toNumber(number(value, field)) !== 0;

/** The readers; `taken` is without effect, and the README says why each use of it is harmless. */
export const as = {
  any: (value: unknown): unknown => value,
  taken: (): undefined => undefined,
  object: ofType('object', isDocument),
  objects: ofType('array of objects', isList),
  text: ofType('string', (value): value is string => typeof value === 'string' && value !== ''),
  update: ofType('object', (value): value is Update => isDocument(value) || isList(value)),
  flag,
  /** A flag of what is not built: it may only be off. */
  off: (value: unknown, field: string): undefined => {
    if (flag(value, field)) throw notSupported(`the option ${field}`);
  },
  /** A whole number of at least zero. */
  count: (value: unknown, field: string): number => {
    const given = toNumber(number(value, field));
    if (Number.isInteger(given) && given >= 0) return given;
    throw new MongoError(51024, `BSON field '${field}' value must be >= 0, actual '${given}'`);
  },
};
