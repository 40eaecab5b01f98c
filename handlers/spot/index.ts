/** What stands in free text beyond doubt: a wrong slot is worse than a question. Words are cut out unchanged. */
import { align, type Fold } from './align.ts';
import { spotBehalf } from './behalf.ts';
import { spotDemand } from './demand.ts';
import { spotPaper } from './paper.ts';
import { spotPlace } from './place.ts';
import { spotTime } from './time.ts';
import { spotUnit } from './unit.ts';

export { align } from './align.ts';
export { readCorrection, type Correction } from './correction.ts';
export { findMatters } from './matters.ts';
export { findAreaOfUnit } from './area.ts';
export { takeOutContact } from './contact.ts';
export { toDatedTime } from './dated-time.ts';
export { guessKind, toldKinds, type KindGuess, type ToldKind } from './guess-kind.ts';
export { spotKind } from './kind.ts';
export { tellsOfWrong } from './wrong.ts';
export { isName } from './name.ts';
export { findSecondMatter, readSecondMatter } from './second-matter.ts';

/** The slots that free text may fill. */
export type SpottedSlot = 'actingUnit' | 'place' | 'time' | 'paper' | 'demand' | 'onBehalfOf';

export type Spotted = {
  readonly facts: Readonly<Partial<Record<SpottedSlot, string>>>;
  /** The words say that the person files for another. */
  readonly isForOther: boolean;
};

/** Longer tellings are read from their beginning; a session does not wait for regular expressions. */
const mostRead = 3000;

/** Everything that the text names beyond doubt. */
export function spotFacts(text: string, fold: Fold): Spotted {
  const aligned = align(text.slice(0, mostRead), fold);
  const { isForOther, whom } = spotBehalf(aligned);
  const found = {
    actingUnit: spotUnit(aligned),
    place: spotPlace(aligned),
    time: spotTime(aligned),
    paper: spotPaper(aligned),
    demand: spotDemand(aligned),
    onBehalfOf: whom,
  };
  const facts: Partial<Record<SpottedSlot, string>> = {};
  for (const [slot, words] of Object.entries(found)) {
    if (words !== undefined && words !== '') Object.assign(facts, { [slot]: words });
  }
  return { facts, isForOther };
}

/** From this share on the finds are all that the text says. */
const mostOfIt = 0.7;

/** True when the finds make up nearly all letters of the text. */
export function coversMost(finds: readonly (string | undefined)[], text: string): boolean {
  const found = finds.reduce((sum, words) => sum + countLetters(words ?? ''), 0);
  return found > 0 && found >= countLetters(text) * mostOfIt;
}

function countLetters(text: string): number {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;
}
