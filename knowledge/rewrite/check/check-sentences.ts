import type { Fold } from '../../terms.ts';
import type { CitedSentence, Passage } from '../passage.ts';
import { toBasis, type Basis } from './basis.ts';
import { countNegations, listBareClauses, listClauses, toComparable } from './clauses.ts';
import { hasOnlyKnownFacts, hasOnlyKnownVerdicts, isBinding } from './hinges.ts';
import { isChinese, isPlainText } from './shape.ts';
import { listTiles, type Tile } from './tiles.ts';

/** Why a rewriting is not shown. */
export type Objection =
  | 'says_nothing'
  | 'not_plain_text'
  | 'not_chinese'
  | 'too_long'
  | 'no_citation'
  | 'unknown_citation'
  | 'not_in_force'
  | 'invented'
  | 'verdict'
  | 'negation_dropped'
  | 'limits_dropped'
  | 'off_topic'
  | 'echoes_question';

/** What a rewriting is held against. `question` is as the person wrote it, unmasked. */
export type Given = {
  readonly question: string;
  readonly plain: string;
  readonly passages: readonly Passage[];
  readonly fold: Fold;
};

/** Longer than this is no shorter way to say it; and nobody reads more in a chat. */
const mostOfPlain = 1.3;
const mostCharacters = 300;

/** The part of a sentence that must be copied in runs of at least this many characters. */
const fewestCopied = 0.6;
const countedRun = 3;
const longestOwnRun = 8;

/**
 * What speaks against showing these sentences; undefined when every one of them says what the passages that it cites
 * say. Built to refuse: the plain answer is always there, a wrong one does harm.
 */
export function checkSentences(
  sentences: readonly CitedSentence[],
  given: Given,
): Objection | undefined {
  const whole = toComparable(sentences.map(({ text }) => text).join(''), given.fold);
  if (whole === '') return 'says_nothing';
  if (countCharacters(sentences) > Math.min(mostCharacters, countAllowed(given.plain)))
    return 'too_long';
  for (const sentence of sentences) {
    const objection = checkSentence(sentence, whole, given);
    if (objection !== undefined) return objection;
  }
  return undefined;
}

function checkSentence(
  { text, refs }: CitedSentence,
  whole: string,
  { passages, question, fold }: Given,
): Objection | undefined {
  if (!isPlainText(text)) return 'not_plain_text';
  if (!isChinese(text)) return 'not_chinese';
  if (refs.length === 0) return 'no_citation';
  const cited = passages.filter(({ ref }) => refs.includes(ref));
  if (cited.length < refs.length) return 'unknown_citation';
  if (cited.some(({ inForce }) => !inForce)) return 'not_in_force';
  const basis = toBasis(cited, fold);
  const own = toComparable(text, fold);
  return (
    checkHinges(own, basis) ??
    checkOwnWords(own, toComparable(question, fold), basis) ??
    checkSources(own, whole, basis)
  );
}

function checkHinges(text: string, basis: Basis): Objection | undefined {
  const clauses = listBareClauses(text);
  if (!clauses.every((clause) => hasOnlyKnownVerdicts(clause, basis))) return 'verdict';
  return clauses.every((clause) => hasOnlyKnownFacts(clause, basis)) ? undefined : 'invented';
}

/** What is the model's own must be little, and nothing of it the person's: what was not masked would come back. */
function checkOwnWords(text: string, question: string, basis: Basis): Objection | undefined {
  const tiles = listBareClauses(text).flatMap((clause) => listTiles(clause, basis.text));
  const own = tiles.filter(({ isCopied }) => !isCopied);
  if (own.some((tile) => sharesPair(tile.text, question))) return 'echoes_question';
  const copied = tiles.filter(({ isCopied, text: run }) => isCopied && run.length >= countedRun);
  const isSupported = measure(copied) >= fewestCopied * measure(tiles) && tiles.length > 0;
  return isSupported && own.every((tile) => tile.text.length <= longestOwnRun)
    ? undefined
    : 'off_topic';
}

/** A rule is quoted with its conditions and exceptions and with its negations. */
function checkSources(text: string, whole: string, basis: Basis): Objection | undefined {
  for (const clause of listClauses(text)) {
    const negations = countNegations(clause);
    const needsHead = isBinding(clause);
    for (const tile of listTiles(clause, basis.text)) {
      const sources = basis.sources.filter((source) => source.clause.includes(tile.text));
      if (!tile.isCopied || sources.length === 0) continue;
      const straight = sources.filter((source) => source.negations <= negations);
      if (straight.length === 0) return 'negation_dropped';
      const isWhole = straight.some(
        ({ head, limits }) =>
          tile.text.length < countedRun ||
          (limits.every((words) => whole.includes(words)) &&
            (!needsHead || head.every((condition) => whole.includes(condition)))),
      );
      if (!isWhole) return 'limits_dropped';
    }
  }
  return undefined;
}

function sharesPair(run: string, question: string): boolean {
  const characters = Array.from(run);
  return characters.some((character, at) => {
    const next = characters[at + 1];
    return next !== undefined && question.includes(`${character}${next}`);
  });
}

function measure(tiles: readonly Tile[]): number {
  return tiles.reduce((sum, { text }) => sum + text.length, 0);
}

function countAllowed(plain: string): number {
  return Math.floor(mostOfPlain * Array.from(plain).length);
}

function countCharacters(sentences: readonly CitedSentence[]): number {
  return sentences.reduce((sum, { text }) => sum + Array.from(text).length, 0);
}
