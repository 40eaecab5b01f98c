import type { Fold } from '../retrieval/index.ts';
import { toArticleNumber } from './article-number.ts';
import { numeralClass } from './numerals.ts';

/** What a line of a statute's text is by itself; `level` of a heading: 编 0, 分编 1, 章 2, 节 3. */
export type StatuteLine =
  | { readonly kind: 'blank' }
  | { readonly kind: 'contents' }
  | { readonly kind: 'annex' }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | {
      readonly kind: 'article';
      readonly number: string;
      readonly text: string;
      /** False when only its place in the row tells it from the middle of a sentence. */
      readonly isClear: boolean;
      /** The words after it are those of a sentence that quotes an article: 第三条规定的. */
      readonly isQuoted: boolean;
      /** The line as it stands, in case it is no start. */
      readonly line: string;
    }
  | { readonly kind: 'text'; readonly text: string };

const levels: Readonly<Record<string, number>> = { 编: 0, 分编: 1, 章: 2, 节: 3 };
const heading = new RegExp(
  `^第\\s*${numeralClass}+\\s*(编|分编|章|节)(?:\\s+|(?=[^\\s的规第、，,至和]|$))`,
  'u',
);
const bareHeading = /^[总附分]\s*则$/u;
/** Judicial interpretations head their parts 一、受案范围. */
const partHeading = /^[一二三四五六七八九十]{1,3}、[^。；;：:，,]{1,30}$/u;
const headingEnd = /[。；;：:，,]$/u;
const longestHeading = 60;
const article = new RegExp(`^第\\s*(${numeralClass}+)\\s*条(?:之(${numeralClass}+))?(.*)$`, 'u');
const articleAsGiven = new RegExp(`^第\\s*${numeralClass}+\\s*[条條](?:之${numeralClass}+)?`, 'u');
const quoted = /^\s*(?:规定|所(?!有)|第|、|和|至|的|款|项|以及|或|与|及|，|。|；|,|;)/u;
const contents = /^目\s*[录次]$/u;
const contentsLine = /(?:\.{3,}|…|·{3,}|\t)\s*\d*$/u;
const annex = new RegExp(`^附\\s*[件表录图]\\s*${numeralClass}*\\s*(?:[:：]|$)`, 'u');
const pageNumber = /^(?:[—–-]+\s*\d+\s*[—–-]+|第\s*\d+\s*页.*|<!--.*-->|---+|\*\*\*+)$/u;

/** Says what a line is; `fold` serves only to recognise it, the words stay as they are given. */
export function readStatuteLine(line: string, fold: Fold): StatuteLine {
  const given = line
    .replace(/^[\s>#*]+/u, '')
    .replaceAll('**', '')
    .trim();
  const folded = fold(given);
  if (given === '' || pageNumber.test(folded)) return { kind: 'blank' };
  if (contents.test(folded) || (folded.startsWith('第') && contentsLine.test(folded))) {
    return { kind: 'contents' };
  }
  if (annex.test(folded)) return { kind: 'annex' };
  return readHeading(given, folded) ?? readArticle(given, folded) ?? { kind: 'text', text: given };
}

function readHeading(given: string, folded: string): StatuteLine | undefined {
  if (folded.length > longestHeading || headingEnd.test(folded)) return undefined;
  const isUnnumbered = bareHeading.test(folded) || partHeading.test(folded);
  const level = isUnnumbered ? 2 : levels[heading.exec(folded)?.[1] ?? ''];
  if (level === undefined) return undefined;
  return { kind: 'heading', level, text: given.replaceAll(/\s+/gu, ' ') };
}

function readArticle(given: string, folded: string): StatuteLine | undefined {
  const found = article.exec(folded);
  if (found === null) return undefined;
  const [, main, inserted, rest = ''] = found;
  const number = toArticleNumber(main, inserted);
  const start = articleAsGiven.exec(given)?.[0];
  if (number === undefined || start === undefined) return undefined;
  return {
    kind: 'article',
    number,
    text: given.slice(start.length).trim(),
    isClear: rest === '' || /^[\s【（(]/u.test(rest),
    isQuoted: quoted.test(rest),
    line: given,
  };
}
