import type { Aligned } from './align.ts';

const subject = '(?:我们?|本人|我方|我司|现|特|特此|在此|因此|所以|故|为此|恳|强烈|只|就)*';
const opening = new RegExp(
  `^\\s*${subject}(?:的?(?:诉求|要求|请求|希望)(?:是|为|:)|要求|请求|希望|恳请|恳求|盼望?|请你们|请贵局|请领导|请有关部门|想要|想把|想让|要看|请(?:退还|撤销|依法|尽快|帮|责令|归还|赔偿|查处|核实))`,
  'u',
);
const englishOpening =
  /^\s*(?:so |therefore |please )?(?:i|we) (?:want|would like|demand|request|ask for|ask that|hope)\b(?! to (?:complain|report|file|lodge|ask))|^\s*please (?:refund|return|withdraw|cancel|revoke|give|have|make|investigate)\b|^\s*my demand is\b/u;

/** An address, or how the matter is kept, which is asked for by itself. */
const isNoWish = /尊敬的|匿名|保密|不要透露|别透露|不公开|anonymous|confidential/u;
/** What somebody else demands, or an answer to the bot. */
const isOthers = /^\s*要求(?:我们?|当事人|商户|业主|我方|我司|他们|所有)(?!.*(?:退|还|赔))/u;

const mostLetters = 120;

/** What the person wants, clause by clause in their own words; undefined where nothing is asked for. */
export function spotDemand({ text, folded }: Aligned): string | undefined {
  const wishes: string[] = [];
  for (const { at, end } of listClauses(folded)) {
    const clause = folded.slice(at, end);
    const isWish = (opening.test(clause) || englishOpening.test(clause)) && !isOthers.test(clause);
    if (isWish && !isNoWish.test(clause)) wishes.push(text.slice(at, end).trim());
  }
  const words = wishes.join('；');
  return wishes.length === 0 || words.length > mostLetters ? undefined : words;
}

/** From one stop to the next; a wish that goes on behind a comma without a new subject stays whole. */
function listClauses(folded: string): readonly { readonly at: number; readonly end: number }[] {
  const clauses: { at: number; end: number }[] = [];
  for (const { 0: sentence, index } of folded.matchAll(/(?:[^。!?;\n.]|\.(?!\s|$))+/gu)) {
    let at = index;
    const parts = sentence.split(/(?<=,)/u);
    for (const [n, part] of parts.entries()) {
      const before = clauses.at(-1);
      const isWishGoingOn =
        n > 0 &&
        before !== undefined &&
        before.end === at &&
        goesOn(folded.slice(before.at, at), part);
      if (isWishGoingOn) before.end = at + part.length;
      else clauses.push({ at, end: at + part.length });
      at += part.length;
    }
  }
  return clauses.map(({ at, end }) => ({ at, end: trimEnd(folded, at, end) }));
}

function goesOn(before: string, part: string): boolean {
  const isWish = opening.test(before) || englishOpening.test(before);
  return (
    isWish &&
    /^\s*(?:并|同时|以及|把|将|退|还|赔|撤|恢复|道歉|公开道歉|给|依法|严肃|查|and )/u.test(part)
  );
}

function trimEnd(folded: string, at: number, end: number): number {
  return at + folded.slice(at, end).replace(/[,.\s]+$/u, '').length;
}
