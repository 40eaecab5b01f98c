import type { Span } from './align.ts';

/** Words that stand before a name and are none of it; folded. */
const leads =
  /(?:(?<=[早晚])上|(?<=点)半|强烈|建议|呼吁|或者|或|结果|背后|最后|然后|之后|后来|随后|款后|事后|后|因此|所以|其中|包括|比如|例如|就是|只要|只有|要求|恳请|认为|以为|以及|并|藏身|隐藏|改造|建立|家住|住在|住址|来自|上?上?个?(?:周|星期|礼拜)[一二三四五六日天末]?|当天|当晚|当时|一个|一家|一名|几个|多次|再次|之前|以前|近日|近期|目前|现在|正在|日前|不仅|但是|但|可是|而|如果|虽然|就|都|\d+[日号点时分年月]|[今昨前]\S)+/uy;
/** An anonymised or lettered region begins a name by itself (A市, K2区). */
const lettered = /^\p{Script=Han}+(?=[a-z]\d{0,2}[市县区州])/u;

/** The name without the words that ran into its beginning. */
export function trimName(folded: string, { at, end }: Span): Span {
  const name = folded.slice(at, end);
  const letter = lettered.exec(name)?.[0].length ?? 0;
  const from = at + letter;
  leads.lastIndex = from;
  const lead = leads.exec(folded)?.[0].length ?? 0;
  const cutTo = letter + lead;
  const tail = /(?:的|\s)+$/u.exec(name)?.[0].length ?? 0;
  return cutTo >= name.length - tail ? { at, end } : { at: at + cutTo, end: end - tail };
}
