import { cut, findSpans, type Aligned } from './align.ts';

const kin =
  '(?:儿子|女儿|孩子|小孩|儿女|孙子|孙女|母亲|父亲|妈妈?|爸爸?|父母|岳父|岳母|公公|婆婆|爷爷|奶奶|外公|外婆|丈夫|妻子|老公|老婆|爱人|哥哥?|弟弟?|姐姐?|妹妹?|叔叔?|伯伯?|舅舅?|邻居|朋友|同事|亲戚|老乡|村民|老人家?|残疾人|当事人|委托人|客户|员工|会员企业)';
const who = `(?:(?:我|我们|我家|我们村|本村|村里|隔壁)(?:的)?(?:一个|一位|一名|两位|几位)?${kin}[\\p{Script=Han}]{0,4}?)`;
const forWhom = new RegExp(
  `(?:替|代|代表|帮|受|为(?=[^,。]{2,12}(?:投诉|举报|反映|反应|申诉|反馈)))(${who}|${kin}|[\\p{Script=Han}]{2,4}(?:老人|大爷|大妈|先生|女士|公司))(?:来|的)?(?:委托)?(?=投诉|举报|反映|反应|提交|填|问|写|申诉|反馈|,|。|委托|来)`,
  'gu',
);
const englishForWhom =
  /\b(?:on behalf of|complaining for|reporting for|filing (?:this )?for)\s((?:my|our|a|an|the)\s[a-z]+(?:\s[a-z]+)?)/gu;
const isAgent =
  /(?:我|本人)(?:是|系|作为)(?:[\p{Script=Han}]{0,8})?(?:律师|代理人|代办|联络员|网格员|监护人|法律工作者)|受(?:人|他人|当事人|家属)?(?:的)?(?:委托|之托)|(?:帮|替|代)(?:别人|他人|人家|人)(?:投诉|反映|举报|问)|\b(?:i am|i'm) (?:a |the |his |her |their )?(?:lawyer|agent|guardian|representative)\b|on behalf of/u;
const firm = /受(.{0,6})委托$/u;

/** For whom the person files, and whether they file for another at all. */
export type Behalf = { readonly isForOther: boolean; readonly whom?: string };

/** Reads who files and who is meant; only words that say so count. */
export function spotBehalf(aligned: Aligned): Behalf {
  const [span] = [
    ...findSpans(aligned.folded, forWhom),
    ...findSpans(aligned.folded, englishForWhom),
  ];
  if (span !== undefined && !firm.test(aligned.folded.slice(span.at, span.end))) {
    return { isForOther: true, whom: cut(aligned, span) };
  }
  return { isForOther: isAgent.test(aligned.folded) };
}
