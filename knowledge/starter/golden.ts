import type { GoldenQuestion } from '../evaluate/golden.ts';
import type { Audience } from '../retrieval/index.ts';
import { goldenPenalty } from './golden-penalty.ts';
import type { AskedOf } from './asked-of.ts';
import { goldenRemedy } from './golden-remedy.ts';
import { goldenService } from './golden-service.ts';
import { goldenSilent } from './golden-silent.ts';
import { goldenSpecialists, goldenStaff } from './golden-work.ts';

/** None has the words of an entry: they measure the search, not its memory. */
export const goldenQuestions: readonly GoldenQuestion[] = [
  ...askedBy('public', [...goldenPenalty, ...goldenRemedy, ...goldenService]),
  ...askedBy('specialists', goldenSpecialists),
  ...askedBy('staff', goldenStaff),
  ...goldenSilent.map((question, index): GoldenQuestion => ({
    id: `starter-silent-${index + 1}`,
    question,
    audience: 'public',
    expects: { kind: 'silent' },
  })),
];

function askedBy(audience: Audience, asked: AskedOf): readonly GoldenQuestion[] {
  return asked.flatMap(([id, ...questions]) =>
    questions.map((question, index) => ({
      id: `starter-${id}-${index + 1}`,
      question,
      audience,
      expects: { kind: 'entry' as const, id },
    })),
  );
}
