import type { Guess } from './model.ts';

/** What was guessed for a message that the classifier had not seen. */
export type SortedText = { readonly label: string; readonly guesses: readonly Guess[] };

export function toAccuracy(judged: readonly SortedText[]): number {
  return share(judged, ({ label, guesses }) => guesses[0]?.label === label);
}

/** The share whose right label is among the two first. */
export function toTop2(judged: readonly SortedText[]): number {
  return share(judged, ({ label, guesses }) =>
    guesses.slice(0, 2).some((guess) => guess.label === label),
  );
}

/** F1 of each label, each counting the same. */
export function toMacroF1(judged: readonly SortedText[]): number {
  const labels = [...new Set(judged.map(({ label }) => label))];
  const each = labels.map((label) => {
    const guessed = judged.filter(({ guesses }) => guesses[0]?.label === label);
    const right = guessed.filter((one) => one.label === label).length;
    const all = judged.filter((one) => one.label === label).length;
    return (2 * right) / (guessed.length + all);
  });
  return each.reduce((sum, one) => sum + one, 0) / labels.length;
}

/** The given share of which the classifier is surest. */
export function takeSurest(judged: readonly SortedText[], part: number): readonly SortedText[] {
  const confidence = ({ guesses }: SortedText): number => guesses[0]?.confidence ?? 0;
  return judged
    .toSorted((a, b) => confidence(b) - confidence(a))
    .slice(0, Math.round(judged.length * part));
}

/** How far confidence and truth lie apart, in ten bins (expected calibration error). */
export function toCalibrationError(judged: readonly SortedText[]): number {
  const bins = Array.from({ length: 10 }, (_, bin) =>
    judged.filter(
      ({ guesses }) => Math.min(9, Math.floor((guesses[0]?.confidence ?? 0) * 10)) === bin,
    ),
  );
  return bins.reduce((sum, bin) => {
    if (bin.length === 0) return sum;
    const said = bin.reduce((total, { guesses }) => total + (guesses[0]?.confidence ?? 0), 0);
    return sum + Math.abs(said / bin.length - toAccuracy(bin)) * (bin.length / judged.length);
  }, 0);
}

function share(judged: readonly SortedText[], holds: (one: SortedText) => boolean): number {
  return judged.filter(holds).length / judged.length;
}
