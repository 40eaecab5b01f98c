import type { Fold } from '../../retrieval/index.ts';
import type { CitedSentence, Passage } from '../passage.ts';
import { type Basis, hasClause, toBasis } from './basis.ts';
import { checkSources } from './check-sources.ts';
import { listBareClauses, listStatements, toComparable } from './clauses.ts';
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
  | 'rule_reworded'
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

/** The part of each clause that must be copied in runs of at least so many characters. */
const fewestCopied = 0.6;
const countedRun = 3;
/** A bare yes or no answers the question of its entry, and means something else behind another sentence. */
const bareAnswer =
  /^(?:一般|通常|原则上)?[不没]?(?:可以|能|会|要|行|是|需要|用|必|有|算|对|应当|应该|必须|允许)$/u;

/**
 * What speaks against showing these sentences; undefined when every one of them says what the passages that it cites
 * say. Built to refuse: the plain answer is always there, a wrong one does harm.
 */
export function checkSentences(
  sentences: readonly CitedSentence[],
  given: Given,
): Objection | undefined {
  const whole = toComparable(sentences.map(({ text }) => text).join('\n'), given.fold);
  if (whole === '') return 'says_nothing';
  if (countCharacters(sentences) > Math.min(mostCharacters, countAllowed(given.plain))) {
    return 'too_long';
  }
  for (const sentence of sentences) {
    const objection = checkSentence(sentence, given);
    if (objection !== undefined) return objection;
  }
  return hasStrayAnswer(whole, sentences, given) ? 'off_topic' : undefined;
}

function hasStrayAnswer(
  whole: string,
  sentences: readonly CitedSentence[],
  { passages, fold }: Given,
): boolean {
  const [first = '', ...others] = listStatements(whole);
  if (others.some((statement) => bareAnswer.test(statement))) return true;
  const cited = passages.filter(({ ref }) => sentences[0]?.refs.includes(ref));
  const openings = cited.map(({ text }) => listStatements(toComparable(text, fold))[0]);
  return bareAnswer.test(first) && !openings.includes(first);
}

function checkSentence(
  { text, refs }: CitedSentence,
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
    checkSources(own, basis)
  );
}

function checkHinges(text: string, basis: Basis): Objection | undefined {
  const clauses = listBareClauses(text);
  if (!clauses.every((clause) => hasOnlyKnownVerdicts(clause, basis))) return 'verdict';
  return clauses.every((clause) => hasOnlyKnownFacts(clause, basis)) ? undefined : 'invented';
}

/**
 * Clauses that bind are copied whole. Elsewhere what is the model's own must be little, and nothing of it the
 * person's: what was not masked would come back.
 */
function checkOwnWords(text: string, question: string, basis: Basis): Objection | undefined {
  const changed = listBareClauses(text)
    .filter((clause) => !hasClause(basis, clause))
    .map((clause) => ({ clause, tiles: listTiles(clause, basis.text) }));
  const own = changed.flatMap(({ tiles }) => tiles).filter(({ isCopied }) => !isCopied);
  if (own.some((tile) => sharesPair(tile.text, question))) return 'echoes_question';
  if (!changed.every(({ tiles }) => isMostlyCopied(tiles))) return 'off_topic';
  const isChange = changed.some(
    ({ clause, tiles }) => isBinding(clause) || tiles.some((tile) => isFromRules(tile, basis)),
  );
  return isChange ? 'rule_reworded' : undefined;
}

/** Whether a run comes from binding clauses only. */
function isFromRules({ text, isCopied }: Tile, { sources }: Basis): boolean {
  const clauses = sources.map(({ clause }) => clause).filter((clause) => clause.includes(text));
  return isCopied && text.length >= countedRun && clauses.every(isBinding);
}

function isMostlyCopied(tiles: readonly Tile[]): boolean {
  const copied = tiles.filter(({ isCopied, text }) => isCopied && text.length >= countedRun);
  return measure(copied) >= fewestCopied * measure(tiles);
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
