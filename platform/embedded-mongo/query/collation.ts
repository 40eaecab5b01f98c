import { failedToParse, notSupported } from '../errors.ts';
import type { Collation, Document } from '../types.ts';
import { isNumeric, toNumber } from './numbers.ts';

const MARKS = /\p{Mark}/gu;
const folded = new Map<string, string>();
const MAX_FOLDED = 2000;

/** A string as strength 1 (accents and case alike), 2 (case alike) or 3 compares it for equality. */
export function foldString(text: string, collation: Collation): string {
  const key = `${collation.strength}${text}`;
  const known = folded.get(key);
  if (known !== undefined) return known;
  const result = fold(text, collation.strength);
  if (folded.size >= MAX_FOLDED) folded.clear();
  folded.set(key, result);
  return result;
}

function fold(text: string, strength = 3): string {
  if (strength === 3) return text.normalize('NFD');
  const lower = text.normalize('NFKD').toLowerCase();
  return strength === 1 ? lower.replaceAll(MARKS, '') : lower;
}

/** Reads a command's collation; undefined when strings compare plainly. Refuses all but equality folding. */
export function parseCollation(spec: unknown): Collation | undefined {
  if (spec === undefined) return undefined;
  if (!isRecord(spec)) throw failedToParse('a collation must be an object');
  const { locale, strength, ...others } = spec;
  if (typeof locale !== 'string') throw failedToParse('a collation needs a locale');
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw notSupported(`collation option ${unknown}`);
  if (locale === 'simple') return undefined;
  const level = isNumeric(strength) ? toNumber(strength) : 3;
  if (level !== 1 && level !== 2 && level !== 3)
    throw notSupported(`collation of strength ${level}`);
  return { locale, strength: level };
}

/** `isDocument` lies above this file: it compares values, which may need folding. */
function isRecord(value: unknown): value is Document {
  return typeof value === 'object' && value !== null;
}
