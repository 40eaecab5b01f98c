import { urgentReasons, type UrgentReason } from '../../tickets/index.ts';
import { isUnderWay, listPresent } from './happening.ts';
import { figures, signs, type Signs } from './signs.ts';

/**
 * The gravest thing in a message that is happening or about to; undefined when nothing is. Better called once too often
 * than not at all. `fold` makes Traditional Simplified and capitals small.
 */
export function findUrgency(
  text: string,
  fold: (text: string) => string,
): UrgentReason | undefined {
  const sentences = takeEnds(takeOutFigures(fold(text)).split(/[。!;\n]+/u)).map(listPresent);
  return urgentReasons.find((urgency) =>
    sentences.some((clauses) => shows(signs[urgency], clauses)),
  );
}

/** Who writes at length is not standing in it: what burns is said at the beginning or at the end. */
const longText = 200;
const endSentences = 2;

function takeEnds(sentences: readonly string[]): readonly string[] {
  const length = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  if (length <= longText) return sentences;
  return [...sentences.slice(0, endSentences), ...sentences.slice(-endSentences)];
}

/** A word for now counts for its own clause and the ones beside it. */
function shows({ always, whenUnderWay }: Signs, clauses: readonly string[]): boolean {
  if (always?.test(clauses.join(',')) === true) return true;
  return clauses.some((clause, at) => {
    const around = [clauses[at - 1] ?? '', clause, clauses[at + 1] ?? ''].join(',');
    return whenUnderWay?.test(around) === true && isUnderWay(clause);
  });
}

function takeOutFigures(folded: string): string {
  return figures.reduce((rest, figure) => rest.replaceAll(figure, ' '), folded);
}
