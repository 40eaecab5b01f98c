import type { Fold } from '../retrieval/index.ts';
import { compareArticleNumbers, followsArticle, toArticleLabel } from './article-number.ts';
import { readStatuteLine, type StatuteLine } from './statute-line.ts';

/** What is wrong with a text; `isSame`: the article stands there twice in the same words. */
export type StatuteFault =
  | { readonly kind: 'no_title' }
  | { readonly kind: 'no_articles' }
  | { readonly kind: 'duplicate'; readonly number: string; readonly isSame: boolean }
  | { readonly kind: 'gap'; readonly after: string; readonly number: string }
  | { readonly kind: 'out_of_order'; readonly after: string; readonly number: string };

export type ParsedArticle = {
  readonly number: string;
  readonly label: string;
  readonly chapter?: string;
  readonly text: string;
};

/** A statute as read from a text. `preamble` holds the notes on adoption and amendment under the title. */
export type ParsedStatute = {
  readonly title: string;
  readonly preamble: string;
  readonly articles: readonly ParsedArticle[];
  readonly faults: readonly StatuteFault[];
};

const metadata =
  /^(?:索引号|文号|发文字号|发布机构|成文日期|发布日期|有效性|组配分类|主题词|来源)\s*[:：]/u;
const titleWithNote = /^(?<title>[^（(]+)[（(](?<note>[^）)]*年.*?)[）)]?$/u;

type Head = { readonly title: string; readonly preamble: string };

/** Reads a statute in plain text or Markdown: title, notes, chapters, articles with their paragraphs and items. */
export function readStatute(text: string, fold: Fold): ParsedStatute {
  const lines = text.split(/\r?\n/u).map((line) => readStatuteLine(line, fold));
  const start = lines.findIndex(({ kind }) => kind === 'article');
  const head = readHead(start === -1 ? lines : lines.slice(0, start), fold);
  const { articles, faults } = readArticles(lines);
  return {
    ...head,
    articles,
    faults: [
      ...(head.title === '' ? [{ kind: 'no_title' as const }] : []),
      ...(articles.length === 0 ? [{ kind: 'no_articles' as const }] : []),
      ...faults,
    ],
  };
}

function readHead(lines: readonly StatuteLine[], fold: Fold): Head {
  const end = lines.findIndex(({ kind }) => kind === 'heading' || kind === 'contents');
  const texts = (end === -1 ? lines : lines.slice(0, end))
    .flatMap((line) => (line.kind === 'text' ? [line.text] : []))
    .filter((line) => !metadata.test(fold(line)));
  const [first = '', ...rest] = texts;
  const { title = first, note } = titleWithNote.exec(first)?.groups ?? {};
  const notes = note === undefined ? rest : [note, ...rest];
  const preamble = notes.join('\n').trim();
  const isBracketed = /^[（(]/u.test(preamble);
  return {
    title: title.trim(),
    preamble: isBracketed ? preamble.slice(1).replace(/[）)]$/u, '') : preamble,
  };
}

function readArticles(lines: readonly StatuteLine[]) {
  const faults: StatuteFault[] = [];
  const articles = new Map<string, ParsedArticle>();
  const headings: (string | undefined)[] = [];
  let open:
    | { readonly number: string; readonly chapter: string; readonly texts: string[] }
    | undefined;
  let last: string | undefined;

  function close(): void {
    if (open === undefined) return;
    const { number, chapter, texts } = open;
    const label = toArticleLabel(number);
    const text = texts.filter((part) => part !== '').join('\n');
    const earlier = articles.get(number);
    if (earlier !== undefined) {
      faults.push({ kind: 'duplicate', number, isSame: earlier.text === text });
    } else articles.set(number, { number, label, ...(chapter === '' ? {} : { chapter }), text });
    open = undefined;
  }

  for (const line of lines) {
    if (line.kind === 'annex' && last !== undefined) break;
    if (line.kind === 'heading') {
      close();
      headings.length = line.level;
      headings[line.level] = line.text;
    } else if (line.kind === 'article' && startsArticle(line, last)) {
      close();
      if (last !== undefined && !articles.has(line.number) && !followsArticle(last, line.number)) {
        const isBack = compareArticleNumbers(line.number, last) < 0;
        faults.push({ kind: isBack ? 'out_of_order' : 'gap', after: last, number: line.number });
      }
      const chapter = headings.filter((part) => part !== undefined).join(' / ');
      open = { number: line.number, chapter, texts: [line.text] };
      last = line.number;
    } else if (line.kind === 'article') open?.texts.push(line.line);
    else if (line.kind === 'text') open?.texts.push(line.text);
  }
  close();
  if (articles.size > 0 && !articles.has('1')) {
    const [number = ''] = articles.keys();
    faults.push({ kind: 'gap', after: '0', number });
  }
  return { articles: [...articles.values()], faults };
}

/** An article quoted at the start of a line is none: 第三条规定的; nor is one that only a broken line puts there. */
function startsArticle(
  { number, isClear, isQuoted }: Extract<StatuteLine, { kind: 'article' }>,
  last: string | undefined,
): boolean {
  if (followsArticle(last, number)) return isClear || !isQuoted;
  return isClear && !isQuoted;
}
