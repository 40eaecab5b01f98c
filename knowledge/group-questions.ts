import type { Unanswered } from './unanswered.ts';

/** Questions that ask about the same, the newest first; `question` is the newest's. */
export type QuestionGroup = {
  readonly question: string;
  readonly questions: readonly Unanswered[];
};

/** How alike two questions must be to stand together (1: the same). */
const alike = 0.45;

/** Groups questions by likeness, the largest group first; each joins the first group whose newest it is like. */
export function groupQuestions(
  questions: readonly Unanswered[],
  fold: (text: string) => string,
): readonly QuestionGroup[] {
  const groups: { readonly pairs: ReadonlySet<string>; readonly questions: Unanswered[] }[] = [];
  for (const question of questions) {
    const pairs = listPairs(fold(question.question));
    const group = groups.find((other) => measureLikeness(other.pairs, pairs) >= alike);
    if (group === undefined) groups.push({ pairs, questions: [question] });
    else group.questions.push(question);
  }
  return groups
    .toSorted((a, b) => b.questions.length - a.questions.length)
    .map(({ questions: members }) => ({
      question: members[0]?.question ?? '',
      questions: members,
    }));
}

/** Shared pairs of characters against all of them (Dice). */
function measureLikeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return (2 * shared) / Math.max(1, a.size + b.size);
}

function listPairs(folded: string): ReadonlySet<string> {
  const characters = Array.from(folded.replaceAll(/[\s\p{P}\p{S}]+/gu, ''));
  if (characters.length < 2) return new Set(characters);
  return new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`));
}
