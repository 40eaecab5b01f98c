import { cut, dropContained, findSpans, type Aligned, type Span } from './align.ts';

const digits = '[\\d〇零一二三四五六七八九十两]';
const clock = `(?:\\s?(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里|晚|早))?(?:\\s?(?:大?约|差不多)?\\s?${digits}{1,3}(?:[点时](?:半|${digits}{1,3}分?|多|左右|钟|许)?|:\\d\\d)(?:左右|多|许)?)?`;
const monthDay = `${digits}{1,2}月(?:份|${digits}{1,3}[日号]?|[上中下]旬|初|底|末)`;
const chinese = [
  `(?:公元|民国)?${digits}{2,4}年(?:的)?(?:${monthDay}|${digits}{1,2}月)`,
  `(?:去年|今年|前年)(?:的)?(?:${monthDay}|${digits}{1,2}月)|(?:上个?月|这个月|本月)(?:的)?${digits}{1,3}[日号]|上个?月(?![的\\p{Script=Han}]{0,2}(?:份|起))`,
  monthDay,
  '(?:今天|昨天|前天|大前天|今日|昨日|前日|今早|昨晚|前晚|今晨|昨夜里?)',
  '(?:上上?|这|本)个?(?:周|星期|礼拜)[一二三四五六日天末]?',
  `${digits}{1,3}(?:天|日|周|个星期|个礼拜|个月|个多月)(?:之|以)?前|(?:前几天|前些天|前段时间|前不久)`,
  '\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}',
];
const months =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const english = [
  `${months}\\s\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s\\d{4})?`,
  `\\d{1,2}(?:st|nd|rd|th)?(?:\\sof)?\\s${months}(?:\\s\\d{4})?`,
  '(?:yesterday|today|this|last night)(?:\\s(?:morning|afternoon|evening))',
  'yesterday|the day before yesterday|last night',
  'last\\s(?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)',
  '(?:\\d{1,2}|two|three|four|five|six|a few|several|a|one)\\s(?:days?|weeks?|months?)\\sago',
];
const chinesePattern = new RegExp(`(?:${chinese.join('|')})${clock}`, 'gu');
const englishPattern = new RegExp(
  `\\b(?:${english.join('|')})\\b(?:\\s(?:at|around|about)\\s(?:around\\s|about\\s)?\\d{1,2}(?::\\d\\d)?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|o'clock)?)?`,
  'gu',
);

/** Behind or before these the day is a paper's, a limit's, a law's or a contract's. */
const isPaperDay =
  /^(?:才|方才?)?(?:收到|拿到|接到)|^.{0,10}?(?:开|作出|签发|下达|送达|出具|发|寄)(?:出|来)?的[^,。;!?\n]{0,12}(?:书|单|函|通知|清单|票)|^.{0,10}?(?:收到|接到|拿到|送达|下达|作出|签发|出具|开出|发出|发了|开了)[^,。;!?\n]{0,12}(?:书|单|函|通知|清单|文|票)/u;
const isLimit =
  /^[)》」\s]*(?:之前|以前|前(?!往|来|去)|为止|止|内|起(?!来|火|诉)|至今|到现在|以来|施行|实施|生效|出生|颁布|发布|的?《)/u;
/** 今天 in 今天的 or 今天来投诉 is the day of writing. */
const isWritingDay = /^[今现]\S$/u;
const isOfWriting =
  /^(?:的|还|仍|依然|又?来|我来|想|要|向|特|写|为止|投诉|举报|反映|,?\s?(?:我|本人)(?:要|想|来))/u;
const isLimitBefore =
  /(?:截止|截至|直到|限期?|限于|务必|必须|最迟|不晚于|《|自|从|由|至|到|before|until|by|since|born on)\s*$/u;

/** The one moment that the words name for what happened; undefined where none or several are named. */
export function spotTime(aligned: Aligned): string | undefined {
  const found = listTimes(aligned).filter((span) => !isOther(aligned, span));
  const names = new Set(found.map((span) => aligned.folded.slice(span.at, span.end)));
  const [first] = found;
  return first !== undefined && names.size === 1 ? cut(aligned, first) : undefined;
}

/** Every day or moment that is named. */
export function listTimes({ folded }: Aligned): readonly Span[] {
  const found = [...findSpans(folded, chinesePattern), ...findSpans(folded, englishPattern)];
  return dropContained(found).toSorted((a, b) => a.at - b.at);
}

function isOther({ folded }: Aligned, { at, end }: Span): boolean {
  const after = folded.slice(end, end + 30);
  const before = folded.slice(Math.max(0, at - 12), at);
  if (
    /^\s*(?:received|i received)/u.test(after) ||
    /(?:received|issued|dated)(?: it)?(?: on)?\s*$/u.test(before)
  )
    return true;
  if (/(?:收到|接到|送达|签发|出具|下达)(?:的?(?:时间|日期))?(?:是|为|于|在|:)?\s*$/u.test(before))
    return true;
  if (isWritingDay.test(folded.slice(at, end)) && isOfWriting.test(after)) return true;
  return isPaperDay.test(after) || isLimit.test(after) || isLimitBefore.test(before);
}
