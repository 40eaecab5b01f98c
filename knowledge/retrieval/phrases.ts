/** A phrase found in a text, and where. */
export type FoundPhrase = { readonly phrase: string; readonly from: number; readonly to: number };

/** Finds phrases from left to right, the longest first, none overlapping another. */
export function createFindPhrases(
  phrases: readonly string[],
): (text: string) => readonly FoundPhrase[] {
  const byFirst = new Map<number, string[]>();
  for (const phrase of phrases.toSorted((a, b) => b.length - a.length)) {
    const first = phrase.charCodeAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  }
  return function findPhrases(text) {
    const found: FoundPhrase[] = [];
    let at = 0;
    while (at < text.length) {
      const phrase = byFirst
        .get(text.charCodeAt(at))
        ?.find((candidate) => text.startsWith(candidate, at));
      if (phrase === undefined) {
        at += 1;
      } else {
        found.push({ phrase, from: at, to: at + phrase.length });
        at += phrase.length;
      }
    }
    return found;
  };
}
