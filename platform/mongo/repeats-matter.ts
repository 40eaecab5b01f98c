import type { Ticket } from '../../tickets/index.ts';

/** So many letters of a unit's name, or of what was told, are a repetition and not chance. */
const unitRun = 4;
const toldRun = 6;

/** Whether words name the unit of a sealed matter, in part too, or repeat what was told of it. */
export function createRepeatsMatter({ facts, contact }: Ticket): (words: string) => boolean {
  const told = [...Object.values(facts), contact?.words];
  const runs = [
    ...listRuns([facts.actingUnit, contact?.match?.unit], unitRun),
    ...listRuns(told, toldRun),
  ];
  return (words) => {
    const text = toLetters(words);
    return runs.some((run) => text.includes(run));
  };
}

function listRuns(texts: readonly (string | undefined)[], length: number): readonly string[] {
  return texts.flatMap((text = '') => {
    const letters = toLetters(text);
    // An id or a number by itself is no name.
    if (letters.length < 2 || !/\p{Script=Han}/u.test(letters)) return [];
    const count = Math.max(1, letters.length - length + 1);
    return Array.from({ length: count }, (_, at) => letters.slice(at, at + length));
  });
}

function toLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
