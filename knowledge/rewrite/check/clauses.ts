import type { Fold } from '../../retrieval/index.ts';

/** Words that only join; they may stand anywhere and count as a break between clauses. */
const glue =
  /也就是说|换句话说|简单地说|具体来说|需要说明的是|如果|同时|另外|此外|因此|所以|其中|首先|其次|最后|根据|按照|依照|依据|的规定|规定/gu;
const breaks = /[。，、；：！？…—;:!?“”"‘’'「」『』（）()\n]+|(?<!\d)[.,]|[.,](?!\d)/u;
const statementEnds = /[。！？!?\n]+/u;
const negations = /[不无未没非勿莫禁免否]/gu;

/** The text as it is compared: folded, without spaces. */
export function toComparable(text: string, fold: Fold): string {
  return text
    .split('\n')
    .map((line) => fold(line).replaceAll(/\s/gu, ''))
    .join('\n');
}

/** The runs of a comparable text between its marks. Names of statutes stay whole. */
export function listClauses(text: string): readonly string[] {
  return split(text, breaks);
}

/** The same where joining words separate as well, so that nobody need copy them. */
export function listBareClauses(text: string): readonly string[] {
  return split(text.replaceAll(glue, '，'), breaks);
}

/** Sentences; a semicolon does not end one. */
export function listStatements(text: string): readonly string[] {
  return split(text, statementEnds);
}

export function countNegations(clause: string): number {
  return clause.match(negations)?.length ?? 0;
}

function split(text: string, at: RegExp): readonly string[] {
  return text.split(at).filter((part) => part !== '');
}
