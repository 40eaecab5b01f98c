import { EJSON, ObjectId } from 'bson';
import { failedToParse, notSupported } from '../errors.ts';
import type { Collation } from '../types.ts';
import { isNumeric, toExact, toWhole } from './numbers.ts';
import { isDocument } from './values.ts';

/** Reads a command's collation; undefined when strings compare plainly. Strengths 1 to 3 are known. */
export function parseCollation(spec: unknown): Collation | undefined {
  if (spec === undefined) return undefined;
  const { locale, strength = 3, ...others } = isDocument(spec) ? spec : {};
  if (typeof locale !== 'string') throw failedToParse('a collation needs a locale');
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw notSupported(`collation option ${unknown}`);
  if (locale === 'simple') return undefined;
  const level = toWhole(strength);
  if (![1, 2, 3].includes(level)) throw notSupported(`collation of strength ${level}`);
  return { locale, strength: level };
}

/** A string that two values share exactly when they compare equal; null and missing differ. */
export function keyOfValue(value: unknown, collation?: Collation): string {
  if (typeof value === 'string') return quote(fold(value, collation));
  if (isNumeric(value)) {
    const exact = toExact(value);
    return `n${Number.isInteger(exact) ? BigInt(exact) : exact}`;
  }
  if (value instanceof Date) return `d${value.getTime()}`;
  if (value instanceof ObjectId) return `o${value.toHexString()}`;
  if (Array.isArray(value)) return `[${value.map((item) => keyOfValue(item, collation)).join()}]`;
  if (isDocument(value)) {
    const fields = Object.entries(value);
    return `{${fields.map(([name, item]) => quote(name) + keyOfValue(item, collation)).join()}}`;
  }
  return value === undefined ? 'missing' : `e${quote(EJSON.stringify(value, { relaxed: false }))}`;
}

/** Quotes by length, so that no content can look like structure. */
const quote = (text: string): string => `s${text.length}:${text}`;

/** Strength 1 takes accents and case alike, 2 case alone, 3 neither. */
function fold(text: string, collation: Collation | undefined): string {
  if (collation === undefined) return text;
  if (collation.strength === 3) return text.normalize('NFD');
  const lower = text.normalize('NFKD').toLowerCase();
  return collation.strength === 1 ? lower.replaceAll(/\p{Mark}/gu, '') : lower;
}
