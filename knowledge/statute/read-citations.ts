import type { Citation } from '../citation.ts';
import type { Fold } from '../retrieval/index.ts';
import { toArticleNumber } from './article-number.ts';
import { numeralClass, readNumeral } from './numerals.ts';
import type { StatuteNames } from './statute-names.ts';
import { toPlainTitle } from './title.ts';

/** A citation as somebody wrote it, with the paragraph (款) and item (项) that they named. */
export type ReadCitation = Citation & { readonly paragraph?: number; readonly item?: number };

const numeral = `(${numeralClass}+)`;
const article = new RegExp(
  `(?:第\\s*${numeral}|([0-9]{1,4}))\\s*条(?:之${numeral})?` +
    `(?:\\s*第\\s*${numeral}\\s*款)?(?:\\s*第\\s*[(]?${numeral}[)]?\\s*项)?`,
  'gu',
);
/** Between the name and its article: 《…》（2021年修订）第三条, 处罚法的第三条. */
const between = /(?:\([^()]*\)|[\s的之:,上内]|里面?|当?中|规定)*$/u;
const bookTitle = /《((?:[^《》]|《[^《》]*》)+)》$/u;
/** Longer than any title: a name is looked for in so many characters before its article. */
const window = 120;
/** Between two articles of one statute: 第三条、第五条和第七条. */
const joint = /^(?:\s|[、,;]|和|及|与|或|或者|以及|至|到|的规定)*$/u;

/** The citations in a text, in the order in which it names them, each once. */
export function readCitations(
  text: string,
  names: StatuteNames,
  fold: Fold,
): readonly ReadCitation[] {
  const folded = fold(text);
  const found: ReadCitation[] = [];
  let last: { readonly statute: string; readonly end: number } | undefined;
  for (const match of folded.matchAll(article)) {
    const [whole, han, arabic, inserted, paragraph, item] = match;
    const number = toArticleNumber(han ?? arabic, inserted);
    const before = folded
      .slice(Math.max(0, match.index - window), match.index)
      .replace(between, '');
    const isJoined = last !== undefined && joint.test(folded.slice(last.end, match.index));
    const statute = readName(before, names, fold) ?? (isJoined ? last?.statute : undefined);
    if (number === undefined || statute === undefined) continue;
    last = { statute, end: match.index + whole.length };
    found.push({
      statute,
      article: number,
      ...toPart('paragraph', paragraph),
      ...toPart('item', item),
    });
  }
  const seen = new Set<string>();
  return found.filter((citation) => {
    const key = Object.values(citation).join('|');
    return seen.size < seen.add(key).size;
  });
}

function readName(before: string, names: StatuteNames, fold: Fold): string | undefined {
  const quoted = bookTitle.exec(before)?.[1];
  if (quoted === undefined) return names.findAtEnd(before)?.title;
  return names.find(quoted) ?? toPlainTitle(quoted, fold);
}

function toPart(name: 'paragraph' | 'item', written: string | undefined) {
  const number = written === undefined ? undefined : readNumeral(written);
  return number === undefined ? {} : { [name]: number };
}
