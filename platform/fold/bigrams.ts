import { fold } from './fold.ts';

const runs = /[\p{L}\p{N}]+/gu;

/** The pairs of neighbouring letters in the folded text, each once; a letter that stands alone counts as itself. */
export function bigrams(text: string): readonly string[] {
  const pairs = new Set<string>();
  for (const [run] of fold(text).matchAll(runs)) {
    const letters = Array.from(run);
    if (letters.length === 1) pairs.add(run);
    for (let index = 1; index < letters.length; index += 1) {
      pairs.add(`${letters[index - 1]}${letters[index]}`);
    }
  }
  return [...pairs];
}
