import { type Data, type Question, type Row, toAnswerTask } from './data.ts';
import { type Found, mean, toAuroc } from './measures.ts';

/** The best row for a question, whether it would be given as the answer. */
export type Verdict = Found & { readonly isSure: boolean };

/** Verdicts by where the question comes from; `isRight` when the best row is the answer written for it. */
export type Silence = {
  readonly own: readonly (Verdict & { readonly isRight: boolean })[];
  readonly otherLegal: readonly Verdict[];
  readonly complaints: readonly Verdict[];
};

/** Asks a base of the administrative answers the questions they answer, the other legal questions, and the complaints. */
export function askAdministrativeBase(
  { questions, complaints }: Pick<Data, 'questions' | 'complaints'>,
  indexRows: (rows: readonly Row[]) => (text: string) => Verdict,
): Silence {
  const toTask = (isMeant: (question: Question) => boolean) =>
    toAnswerTask(questions.filter(isMeant));
  const { rows, cases } = toTask(({ admin }) => admin);
  const ask = indexRows(rows);
  return {
    own: cases.map(({ text, right }) => {
      const verdict = ask(text);
      return { ...verdict, isRight: right.has(verdict.id) };
    }),
    otherLegal: toTask(({ admin }) => !admin).cases.map(({ text }) => ask(text)),
    complaints: complaints.map(ask),
  };
}

/** For an engine that knows no threshold: sure where 2 % of the other legal questions are, seen from the result. */
export function setThreshold(silence: Silence): Silence {
  const foreign = silence.otherLegal.map(({ score }) => score).toSorted((a, b) => b - a);
  const threshold = foreign[Math.floor(foreign.length * 0.02)] ?? 0;
  const judge = <T extends Verdict>(verdict: T): T => ({
    ...verdict,
    isSure: verdict.score > threshold,
  });
  return {
    own: silence.own.map(judge),
    otherLegal: silence.otherLegal.map(judge),
    complaints: silence.complaints.map(judge),
  };
}

/** `foreign_direct` is the larger of the two foreign shares; a wrong answer does not count in `admin_direct`. */
export function measureSilence({ own, otherLegal, complaints }: Silence) {
  return {
    auroc_legal: toAuroc(listScores(own), listScores(otherLegal)),
    auroc_complaints: toAuroc(listScores(own), listScores(complaints)),
    foreign_direct: Math.max(shareSure(otherLegal), shareSure(complaints)),
    admin_direct: mean(own.map(({ isSure, isRight }) => Number(isSure && isRight))),
  };
}

function listScores(verdicts: readonly Verdict[]): readonly number[] {
  return verdicts.map(({ score }) => score);
}

function shareSure(verdicts: readonly Verdict[]): number {
  return mean(verdicts.map(({ isSure }) => Number(isSure)));
}
