import type { EntryOrigin, EntryText } from '../entry.ts';
import type { Mask } from '../rewrite/index.ts';
import { hideKnown, listIntroduced, type Known } from './hide-known.ts';

/** What an editor starts from; it is shown and edited before it becomes a draft. */
export type Proposal = {
  readonly origin: Extract<EntryOrigin, 'answer' | 'case'>;
  readonly text: Pick<EntryText, 'kind' | 'audience' | 'question' | 'answer'>;
};

/** A question and what staff replied to it, without names, numbers and addresses. */
export function proposeFromAnswer(
  given: {
    readonly question: string;
    readonly answer: string;
    /** Words of the ticket that tell who somebody is. */
    readonly known: readonly Known[];
  },
  mask: Mask,
): Proposal {
  const known = [...given.known, ...listIntroduced(given.question)];
  const clean = createClean(known, mask);
  return {
    origin: 'answer',
    text: {
      kind: 'question',
      audience: 'public',
      question: toQuestion(clean(given.question)),
      answer: clean(given.answer),
    },
  };
}

/** What a closed ticket tells: the facts as reported, what was found, and what was done about it. */
export type CaseStory = {
  readonly facts: readonly string[];
  readonly findings: readonly string[];
  readonly measures: readonly string[];
  readonly known: readonly Known[];
};

/** A model case (典型案例) to be reviewed. Whoever reported, the unit, its officers and all numbers are gone. */
export function proposeFromCase(
  story: CaseStory,
  words: { readonly facts: string; readonly findings: string; readonly measures: string },
  mask: Mask,
): Proposal {
  const known = [...story.known, ...story.facts.flatMap(listIntroduced)];
  const clean = createClean(known, mask);
  const part = (title: string, lines: readonly string[]): readonly string[] => {
    const told = lines.map(clean).filter((line) => line !== '');
    return told.length === 0 ? [] : [`【${title}】${told.join('\n')}`];
  };
  return {
    origin: 'case',
    text: {
      kind: 'case',
      audience: 'public',
      question: toQuestion(clean(story.facts[0] ?? '')),
      answer: [
        ...part(words.facts, story.facts),
        ...part(words.findings, story.findings),
        ...part(words.measures, story.measures),
      ].join('\n'),
    },
  };
}

/** The mask folds widths; Chinese sentences get their marks back. */
const wide: Readonly<Record<string, string>> = {
  ',': '，',
  '?': '？',
  '!': '！',
  ':': '：',
  ';': '；',
};

function createClean(known: readonly Known[], mask: Mask) {
  return (text: string): string =>
    mask(hideKnown(text, known))
      .trim()
      .replaceAll(/(?<=[\p{Script=Han}\]])[,?!:;]/gu, (narrow) => wide[narrow] ?? narrow);
}

const longestQuestion = 60;

/** The first sentence, and no more than is read at a glance. */
function toQuestion(text: string): string {
  const [first = ''] = text.split(/(?<=[。！？?!])|\n/u);
  const characters = Array.from(first.trim());
  return characters.length <= longestQuestion
    ? characters.join('')
    : `${characters.slice(0, longestQuestion).join('')}…`;
}
