import { createHash, timingSafeEqual } from 'node:crypto';

/** The signature of all WeChat callbacks: lower-case hex SHA-1 over the sorted, joined parts. */
export function signParts(parts: readonly string[]): string {
  return createHash('sha1').update(parts.toSorted().join('')).digest('hex');
}

/** Compares in constant time; any other length or letter case is simply wrong. */
export function isSignatureOf(given: string, parts: readonly string[]): boolean {
  const expected = Buffer.from(signParts(parts));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
