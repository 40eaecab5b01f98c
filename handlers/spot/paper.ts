import { cut, findSpans, type Aligned, type Span } from './align.ts';
import { listTimes } from './time.ts';

const kinds =
  '(?:当场)?(?:行政)?处罚(?:事先|事前)?(?:决定|告知)书|(?:责令)?(?:限期)?(?:停业|停产|停工)?(?:整改|改正)(?:违法行为)?(?:通知|决定|指令)书|(?:责令停(?:业|产)|限期拆除|强制拆除|强制执行|强制措施|征收|不予受理|不予许可|查封|扣押|没收|收费|催缴|违章|违停|违法停车)(?:决定|通知|告知|催告)?(?:书|单)|(?:扣押|查封|没收|证据保全|先行登记保存)(?:物品)?(?:决定书|通知书|清单|凭证)|催告书|传唤证|询问通知书|罚款(?:决定书|单|收据|通知单)|罚单|暂扣凭证|交通违法告知单|认定书';
const named = new RegExp(`《?(?:${kinds})》?`, 'gu');
const docNumber =
  /[\p{Script=Han}a-z]{0,10}[〔[(]\s?\d{4}\s?[〕\])]\s?(?:第\s?)?[\da-z]{1,8}\s?号/gu;
const englishNamed =
  /\b(?:penalty (?:decision|notice)|decision of (?:administrative )?penalty|rectification (?:notice|order)|seizure (?:list|notice|order)|fine notice|ticket for (?:illegal )?parking|parking ticket|demolition (?:notice|order)|receipt for the fine)\b/gu;
const amount =
  /(?:罚款?|罚了?|罚没|收费|收了?|缴纳?|交了?|扣了?|金额)(?:我|我们)?(?:人民币|共计|合计|总共|是|为|:)?\s?([\d,.]+|[一二两三四五六七八九十百千万]{1,7})\s?(?:多|余)?(?:万|千|百)?(?:元|块|圆)|\b(?:fined?|fine of|paid|pay)\s(?:me\s|us\s|of\s)?((?:rmb|cny|¥|\$|usd)?\s?[\d,.]+\s?(?:yuan|rmb|cny)?)/gu;

/** Given to the person, not refused. */
const given =
  /收到|接到|拿到|给了|交给|送来|送达|下达|出具|开了|开出|开具|开的|发了|发来|发的|作出|寄来|贴了|贴的|留下|签了|制作|received|issued|gave|handed|got/u;
const refused =
  /(?:没有?|未|不|拒不|拒绝|也没|从未|都没|不肯|不给|没给)(?:给|开具|开|出具|提供|出示|送达|下达|收到|发|看到|见到|任何|一张|什么|我们?|的)*$/u;
const refusedEnglish = /\b(?:no|without|not|never|didn't|refused)\b[^.,;]{0,24}$/u;

/** The paper received: its kind and number, the day it came, the amount; undefined where none was said to be given. */
export function spotPaper(aligned: Aligned): string | undefined {
  const paper = listPapers(aligned).find((span) => wasGiven(aligned, span));
  if (paper === undefined) return undefined;
  const parts = [
    paper,
    ...spotNumber(aligned, paper),
    ...spotDay(aligned, paper),
    ...spotAmount(aligned),
  ];
  const words = parts.toSorted((a, b) => a.at - b.at).map((span) => cut(aligned, span));
  return [...new Set(words)].join('，');
}

/** Every paper that is named by its kind. */
export function listPapers({ folded }: Aligned): readonly Span[] {
  return [...findSpans(folded, named), ...findSpans(folded, englishNamed)];
}

function wasGiven({ folded }: Aligned, { at, end }: Span): boolean {
  const before = folded.slice(Math.max(0, at - 14), at);
  const clause = folded.slice(Math.max(0, at - 30), end + 14);
  return given.test(clause) && !refused.test(before) && !refusedEnglish.test(before);
}

function spotNumber({ folded }: Aligned, paper: Span): readonly Span[] {
  const [number] = findSpans(folded, docNumber).filter(
    ({ at, end }) => at < paper.end + 24 && end > paper.at - 24,
  );
  return number === undefined ? [] : [number];
}

/** The day beside the word for its coming. */
function spotDay(aligned: Aligned, paper: Span): readonly Span[] {
  const came = /收到|接到|拿到|送达|下达|作出|签发|出具|开出|开了|发来|received|issued|dated/u;
  const days = listTimes(aligned).filter(({ at, end }) => {
    const isNear = at < paper.end + 30 && end > paper.at - 30;
    const around = aligned.folded.slice(Math.max(0, at - 12), end + 14);
    return isNear && came.test(around) && !/[。!?\n]/u.test(between(aligned, paper, { at, end }));
  });
  const received = days.find(({ at, end }) =>
    /收到|接到|拿到|received/u.test(aligned.folded.slice(Math.max(0, at - 12), end + 6)),
  );
  const day = received ?? days[0];
  return day === undefined ? [] : [day];
}

function spotAmount({ folded }: Aligned): readonly Span[] {
  const found = [...folded.matchAll(amount)].map(({ 0: whole, index }) => ({
    at: index,
    end: index + whole.length,
  }));
  return found.length === 1 ? found : [];
}

function between({ folded }: Aligned, one: Span, other: Span): string {
  return folded.slice(Math.min(one.end, other.end), Math.max(one.at, other.at));
}
