import type { Fold } from '../retrieval/index.ts';

/** What a message says, as units that are counted. */
export type ReadFeatures = (text: string) => ReadonlyMap<string, number>;

/** The first characters say what a message is about; what stands there counts more and is also kept apart. */
const leadLength = 20;
const leadWeight = 3;
const runs = /\p{Script=Han}+|[a-z]+/gu;

/**
 * Characters and neighbouring pairs (no word list is needed), the same apart for the beginning, and what shows a
 * question. Numbers are left out: they name persons, places and papers.
 */
export function createReadFeatures(fold: Fold): ReadFeatures {
  return function readFeatures(text) {
    const folded = fold(text);
    const found = new Map<string, number>();
    const add = (feature: string, count: number): void => {
      found.set(feature, (found.get(feature) ?? 0) + count);
    };
    for (const { 0: run, index } of folded.matchAll(runs)) {
      const isLead = index < leadLength;
      for (const gram of listGrams(run)) add(gram, isLead ? leadWeight : 1);
    }
    for (const [run] of folded.slice(0, leadLength).matchAll(runs)) {
      for (const gram of listGrams(run)) add(`lead ${gram}`, 1);
    }
    for (const sign of listSigns(folded)) add(sign, 1);
    return found;
  };
}

function listGrams(run: string): readonly string[] {
  if (/^[a-z]/.test(run)) return [run];
  const characters = Array.from(run);
  return characters.flatMap((character, at) => {
    const next = characters[at + 1];
    return next === undefined ? [character] : [character, character + next];
  });
}

function listSigns(folded: string): readonly string[] {
  const questions = folded.match(/[?？]/g)?.length ?? 0;
  const han = folded.replaceAll(/\P{Script=Han}/gu, '');
  return [
    ...(questions > 0 ? ['asks'] : []),
    ...(questions > 1 ? ['asks more'] : []),
    ...(/[?？]\s*$/.test(folded) ? ['ends asking'] : []),
    ...(/[!！]/.test(folded) ? ['exclaims'] : []),
    ...[2, 3].flatMap((length) => [`begins ${han.slice(0, length)}`, `ends ${han.slice(-length)}`]),
    `length ${Math.min(8, Math.floor(Math.log2(han.length + 1)))}`,
  ];
}
