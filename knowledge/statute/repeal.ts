import type { Fold } from '../retrieval/index.ts';
import { toPlainTitle } from './title.ts';

const sentenceEnd = /[。；\n]/u;
/**
 * A title in book marks, which may quote another one, where the list of the repealed goes on or ends behind it. Not:
 * 根据《…法》制定的, 《…办法》第三条.
 */
const listedTitle = /《((?:[^《》]|《[^《》]*》)+)》(?:\([^)]*\))?\s*(?=[、,和及以与]|$)/gu;
const repealing = /(?:同时|即行|予以|自行)(?:废止|失效)/u;

/** The titles of the statutes that a final article repeals: 《…条例》同时废止. */
export function listRepealed(text: string, fold: Fold): readonly string[] {
  return text
    .split(sentenceEnd)
    .map(fold)
    .flatMap((sentence) => {
      const end = repealing.exec(sentence)?.index;
      if (end === undefined) return [];
      const listed = sentence.slice(0, end).trim().replace(/,$/u, '');
      return [...listed.matchAll(listedTitle)].map(([, title = '']) => toPlainTitle(title, fold));
    });
}
