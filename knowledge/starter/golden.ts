import { goldenPenalty } from './golden-penalty.ts';
import type { AskedOf, GoldenQuestion } from './golden-question.ts';
import { goldenRemedy } from './golden-remedy.ts';
import { goldenService } from './golden-service.ts';
import { goldenSilent } from './golden-silent.ts';

export type { GoldenQuestion };

/** None has the words of an entry: they measure the search, not its memory. */
export const goldenQuestions: readonly GoldenQuestion[] = [
  ...[...goldenPenalty, ...goldenRemedy, ...goldenService].flatMap(toEntryQuestions),
  ...goldenSilent.map((question): GoldenQuestion => ({ question, expects: { kind: 'silent' } })),
];

function toEntryQuestions([id, ...questions]: AskedOf[number]): readonly GoldenQuestion[] {
  return questions.map((question) => ({ question, expects: { kind: 'entry', id } }));
}
