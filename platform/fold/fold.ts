import { createRequire } from 'node:module';

/** The part of opencc-js that is used; its own types do not resolve under `nodenext`. */
type Convert = (text: string) => string;
type OpenCc = { readonly Converter: (way: { from: 't'; to: 'cn' }) => Convert };

const load = createRequire(import.meta.url);
const hasHan = /\p{Script=Han}/u;
const rememberedTexts = 1000;
const longestRemembered = 64;

let toSimplified: Convert | undefined;
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
  toSimplified ??= loadConverter();
  return toSimplified(plain);
}

function loadConverter(): Convert {
  const { Converter }: OpenCc = load('opencc-js/t2cn');
  return Converter({ from: 't', to: 'cn' });
}
