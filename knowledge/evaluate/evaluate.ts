import type { Answer } from '../answer/index.ts';
import type { GoldenQuestion } from './golden.ts';

export const verdicts = ['right', 'offered', 'missed', 'wrong', 'silent', 'spoke'] as const;
/**
 * right: its entry was the answer · offered: it was among those to choose from · missed: it was not found · wrong:
 * another one was the answer · silent: nothing was claimed, as it must be · spoke: something was claimed all the same.
 */
export type Verdict = (typeof verdicts)[number];

/** What was said to a golden question: the entry that answered, or those to choose from. */
export type Said = { readonly kind: Answer['kind']; readonly entryIds: readonly string[] };

export type Judged = {
  readonly golden: GoldenQuestion;
  readonly verdict: Verdict;
  readonly said: Said;
};

export type Counts = Readonly<Record<Verdict, number>>;

/** One trial of all golden questions, as it is kept for the chart. */
export type Evaluation = {
  readonly id: string;
  readonly at: Date;
  readonly cause: 'publish' | 'daily' | 'asked';
  readonly counts: Counts;
  /** The golden questions that went wrong, as they were asked then. */
  readonly failures: readonly {
    readonly id: string;
    readonly question: string;
    readonly verdict: Verdict;
    readonly said: Said;
  }[];
};

export type EvaluationStore = {
  readonly insert: (evaluation: Evaluation) => Promise<boolean>;
  /** The newest first. */
  readonly list: (limit: number) => Promise<readonly Evaluation[]>;
};

/** Told after each question; others get their turn while it waits. */
export type TrialProgress = (done: number, total: number) => Promise<void>;

/** Asks every golden question, one after the other. */
export async function judgeAll(
  golden: readonly GoldenQuestion[],
  ask: (one: GoldenQuestion) => Promise<Answer>,
  progress?: TrialProgress,
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const one of golden) {
    const answer = await ask(one);
    judged.push({ golden: one, verdict: judge(one, answer), said: toSaid(answer) });
    await progress?.(judged.length, golden.length);
  }
  return judged;
}

function toSaid(answer: Answer): Said {
  const { kind } = answer;
  if (kind === 'sure') return { kind, entryIds: [answer.entry.id] };
  return { kind, entryIds: kind === 'near' ? answer.entries.map(({ id }) => id) : [] };
}

function judge({ expects }: GoldenQuestion, answer: Answer): Verdict {
  if (expects.kind === 'silent') return isClaim(answer) ? 'spoke' : 'silent';
  if (answer.kind === 'sure') return answer.entry.id === expects.id ? 'right' : 'wrong';
  if (answer.kind !== 'near') return 'missed';
  return answer.entries.some(({ id }) => id === expects.id) ? 'offered' : 'missed';
}

/** What is only offered, or looked for in a table and not found, claims nothing. */
function isClaim(answer: Answer): boolean {
  if (answer.kind === 'table') return answer.found.kind === 'row';
  return answer.kind === 'sure' || answer.kind === 'article';
}

export function countVerdicts(judged: readonly Judged[]): Counts {
  const counts = { right: 0, offered: 0, missed: 0, wrong: 0, silent: 0, spoke: 0 };
  for (const { verdict } of judged) counts[verdict] += 1;
  return counts;
}

const failing: ReadonlySet<Verdict> = new Set<Verdict>(['missed', 'wrong', 'spoke']);

export function listFailures(judged: readonly Judged[]): Evaluation['failures'] {
  return judged
    .filter(({ verdict }) => failing.has(verdict))
    .map(({ golden: { id, question }, verdict, said }) => ({ id, question, verdict, said }));
}

/** The share of golden questions that went as they must; 1 when there are none. */
export function toHitRate(counts: Counts): number {
  const total = verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
  return total === 0 ? 1 : (counts.right + counts.offered + counts.silent) / total;
}

/** How bad each verdict is: a wrong answer is worse than none. */
const badness: Readonly<Record<Verdict, number>> = {
  right: 0,
  silent: 0,
  offered: 1,
  missed: 2,
  spoke: 3,
  wrong: 3,
};

/** What a change would spoil: golden questions that came right or were found before and fail after. */
export function findHarm(before: readonly Judged[], after: readonly Judged[]): readonly Judged[] {
  const was = new Map(before.map(({ golden, verdict }) => [golden.id, verdict]));
  return after.filter(({ golden, verdict }) => {
    const earlier = was.get(golden.id);
    const isWorse = earlier === undefined || badness[verdict] > badness[earlier];
    return failing.has(verdict) && isWorse;
  });
}
