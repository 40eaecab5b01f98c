/** A word that tells who somebody is, and what stands in its place. */
export type Known = { readonly word: string | undefined; readonly mark: string };

const introduced =
  /(?:我叫|名叫|姓名(?:是|为|[:：])?)\s*(\p{Script=Han}{2,4})(?=[\s，。,.；;、]|$)/gu;

/** Names by which people introduce themselves: elsewhere in the text nothing may tell that they are names. */
export function listIntroduced(text: string): readonly Known[] {
  return [...text.matchAll(introduced)].map(([, word]) => ({ word, mark: '某人' }));
}

/** Shorter words stand in too many others. */
const shortest = 2;

/** Puts the mark in the place of every known word, the longest first, so that no part of one is left over. */
export function hideKnown(text: string, known: readonly Known[]): string {
  return known
    .flatMap(({ word = '', mark }) => splitKnown(word).map((part) => ({ word: part, mark })))
    .toSorted((a, b) => b.word.length - a.word.length)
    .reduce((hidden, { word, mark }) => hidden.replaceAll(word, mark), text);
}

/** A field may name several, and a title or a number beside the name. */
function splitKnown(word: string): readonly string[] {
  const whole = word.trim();
  const parts = whole.split(/[\s、，,；;/（）()]+/u);
  return [...new Set([whole, ...parts])].filter((part) => part.length >= shortest);
}
