import { guessColumns, listRequired } from './columns.ts';
import { importKinds, isRowKind, type ImportKind } from './kinds.ts';
import { isLawRows } from './read-law-lines.ts';
import type { Rows, Source } from './source.ts';

const article = /^[#\s*]*第[零一二三四五六七八九十百千\d]+条/u;
const fewestArticles = 3;
/** A report may quote some articles; a statute is made of them. */
const articleShare = 0.15;

/** What a source most likely is; the person may say otherwise. */
export function guessKind({ content }: Source): ImportKind {
  if (content.kind === 'rows') return guessRowKind(content.rows);
  if (isLawRows(content.text)) return 'statutes';
  const lines = content.text.split('\n').filter((line) => line.trim() !== '');
  const articles = lines.filter((line) => article.test(line.trim())).length;
  const isStatute = articles >= fewestArticles && articles >= lines.length * articleShare;
  return isStatute ? 'statutes' : 'documents';
}

/** The kind whose columns the headings fill best, those that it cannot do without counting double. */
function guessRowKind([headings = []]: Rows): ImportKind {
  const scored = importKinds.filter(isRowKind).map((kind) => {
    const map = guessColumns(kind, headings);
    const required = listRequired(kind).filter((column) => map[column] !== undefined).length;
    return { kind, score: Object.keys(map).length + 2 * required };
  });
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best?.kind ?? 'questions';
}
