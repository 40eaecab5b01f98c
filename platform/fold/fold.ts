import { toSimplified } from './to-simplified.ts';

const hasHan = /\p{Script=Han}/u;
const rememberedTexts = 1000;
const longestRemembered = 64;

const remembered = new Map<string, string>();

/**
 * The form in which texts are compared: Simplified characters, half-width, lower case, one space between words.
 * Loads its dictionary (0.1 MB) with the first Chinese text.
 */
export function fold(text: string): string {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const folded = foldAnew(text);
  // Command words and names of units come again and again; stories do not.
  if (text.length <= longestRemembered) {
    if (remembered.size >= rememberedTexts) remembered.clear();
    remembered.set(text, folded);
  }
  return folded;
}

function foldAnew(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
  if (!hasHan.test(plain)) return plain;
  return toSimplified(plain);
}
