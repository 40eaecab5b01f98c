import { compareArticleNumbers } from './article-number.ts';

type Numbered = { readonly number: string; readonly text: string };

/** What became of one article; `moved`: the same words under another number; `changed` may have moved too. */
export type ArticleChange<Of extends Numbered> =
  | { readonly kind: 'same' | 'moved' | 'changed'; readonly old: Of; readonly new: Of }
  | { readonly kind: 'added'; readonly new: Of }
  | { readonly kind: 'removed'; readonly old: Of };

/** How alike (Dice over pairs of characters) the two texts of one article are, at the least. */
const likeUnderSameNumber = 0.4;
const likeUnderOther = 0.55;
/** Pairs that more articles have say little of which is which, and cost most of the time. */
const mostHolders = 25;

/** Pairs the articles of two versions of a statute: by number and words, then by words, then by likeness. */
export function compareVersions<Of extends Numbered>(
  older: readonly Of[],
  newer: readonly Of[],
): readonly ArticleChange<Of>[] {
  const oldLeft = new Map(older.map((article) => [article.number, article]));
  const newLeft = new Map(newer.map((article) => [article.number, article]));
  const changes: ArticleChange<Of>[] = [];

  function pair(kind: 'same' | 'moved' | 'changed', from: Of, to: Of): void {
    if (oldLeft.get(from.number) !== from || newLeft.get(to.number) !== to) return;
    oldLeft.delete(from.number);
    newLeft.delete(to.number);
    changes.push({ kind, old: from, new: to });
  }

  for (const article of newer) {
    const before = oldLeft.get(article.number);
    if (before?.text === article.text) pair('same', before, article);
  }
  const byText = new Map([...newLeft.values()].map((article) => [article.text, article]));
  for (const article of older) {
    const same = byText.get(article.text);
    if (same !== undefined) pair('moved', article, same);
  }
  for (const { from, to } of rankPairs([...oldLeft.values()], [...newLeft.values()])) {
    pair('changed', from, to);
  }
  for (const left of oldLeft.values()) changes.push({ kind: 'removed', old: left });
  for (const left of newLeft.values()) changes.push({ kind: 'added', new: left });
  return changes.toSorted((a, b) => compareArticleNumbers(placeOf(a), placeOf(b)));
}

function placeOf(change: ArticleChange<Numbered>): string {
  return change.kind === 'removed' ? change.old.number : change.new.number;
}

type Likeness<Of> = { readonly from: Of; readonly to: Of; readonly likeness: number };

/** The pairs that are alike enough, likest first. */
function rankPairs<Of extends Numbered>(
  older: readonly Of[],
  newer: readonly Of[],
): readonly Likeness<Of>[] {
  const holders = new Map<number, number[]>();
  const pairsOfNew = newer.map(({ text }) => [...listPairs(text)]);
  for (const [index, pairs] of pairsOfNew.entries()) {
    for (const pair of pairs) {
      const held = holders.get(pair);
      if (held === undefined) holders.set(pair, [index]);
      else held.push(index);
    }
  }
  const tells = (pair: number) => (holders.get(pair)?.length ?? 0) <= mostHolders;
  const tellingOfNew = pairsOfNew.map((pairs) => pairs.filter(tells).length);
  return older
    .flatMap((from) => {
      const shared = new Map<number, number>();
      const telling = [...listPairs(from.text)].filter(tells);
      for (const pair of telling) {
        for (const index of holders.get(pair) ?? [])
          shared.set(index, (shared.get(index) ?? 0) + 1);
      }
      return [...shared].flatMap(([index, count]) => {
        const to = newer[index];
        if (to === undefined) return [];
        const likeness = (2 * count) / (telling.length + (tellingOfNew[index] ?? 0));
        const least = to.number === from.number ? likeUnderSameNumber : likeUnderOther;
        return likeness >= least ? [{ from, to, likeness }] : [];
      });
    })
    .toSorted((a, b) => b.likeness - a.likeness);
}

/** Each pair of neighbouring characters as one number: sets of numbers are half the time of sets of strings. */
function listPairs(text: string): ReadonlySet<number> {
  const letters = text.replaceAll(/[\p{P}\s]+/gu, '');
  const pairs = new Set<number>();
  for (let at = 1; at < letters.length; at += 1) {
    pairs.add(letters.charCodeAt(at - 1) * 0x1_0000 + letters.charCodeAt(at));
  }
  return pairs;
}
