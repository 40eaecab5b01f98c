import { failedToParse, notSupported } from '../errors.ts';
import type { Collation } from '../types.ts';
import { isNumeric, toNumber } from './numbers.ts';
import { isDocument } from './values.ts';

/** Reads a command's collation; undefined when strings compare plainly. Strengths 1 to 3 are known. */
export function parseCollation(spec: unknown): Collation | undefined {
  if (spec === undefined) return undefined;
  if (!isDocument(spec)) throw failedToParse('a collation must be an object');
  const { locale, strength = 3, ...others } = spec;
  if (typeof locale !== 'string') throw failedToParse('a collation needs a locale');
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw notSupported(`collation option ${unknown}`);
  if (locale === 'simple') return undefined;
  const level = isNumeric(strength) ? toNumber(strength) : Number.NaN;
  if (![1, 2, 3].includes(level)) throw notSupported(`collation of strength ${level}`);
  return { locale, strength: level };
}

/** The value with its strings as the collation compares them for equality, which is all it serves. */
export function fold(value: unknown, collation: Collation | undefined): unknown {
  if (collation === undefined) return value;
  if (typeof value === 'string') return foldString(value, collation);
  if (Array.isArray(value)) return value.map((item) => fold(item, collation));
  if (!isDocument(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [field, fold(item, collation)]),
  );
}

/** Strength 1 takes accents and case alike, 2 case alone, 3 neither. */
function foldString(text: string, { strength = 3 }: Collation): string {
  if (strength === 3) return text.normalize('NFD');
  const lower = text.normalize('NFKD').toLowerCase();
  return strength === 1 ? lower.replaceAll(/\p{Mark}/gu, '') : lower;
}

/** True for values whose order or extremes a collation would change, which is refused. */
export function holdsStrings(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value) || isDocument(value);
}
