/** A run of words that both texts have, or only one. */
export type DiffPart = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string };

/** Above so many cells the longest common row of characters takes too long, and clauses are compared instead. */
const mostCells = 1_000_000;
const characters = /[0-9A-Za-z]+|[^]/gu;
const clauses = /[^，。；：、\n]*[，。；：、\n]|[^，。；：、\n]+/gu;

/** What changed from one text to the other, in runs, for display. */
export function diffText(older: string, newer: string): readonly DiffPart[] {
  const byCharacter = [split(older, characters), split(newer, characters)] as const;
  const isShort = byCharacter[0].length * byCharacter[1].length <= mostCells;
  const [from, to] = isShort ? byCharacter : [split(older, clauses), split(newer, clauses)];
  const head = countSame(from, to, 0);
  const tail = countSame(from.slice(head).toReversed(), to.slice(head).toReversed(), 0);
  return joinRuns([
    ...toParts('same', from.slice(0, head)),
    ...diffTokens(from.slice(head, from.length - tail), to.slice(head, to.length - tail)),
    ...toParts('same', from.slice(from.length - tail)),
  ]);
}

function split(text: string, into: RegExp): readonly string[] {
  return text.match(into) ?? [];
}

function countSame(a: readonly string[], b: readonly string[], from: number): number {
  let count = from;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

function toParts(kind: DiffPart['kind'], tokens: readonly string[]): readonly DiffPart[] {
  return tokens.map((text) => ({ kind, text }));
}

/** By the longest common subsequence. */
function diffTokens(from: readonly string[], to: readonly string[]): readonly DiffPart[] {
  const width = to.length + 1;
  const lengths = new Uint16Array((from.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = from.length - 1; row >= 0; row -= 1) {
    for (let column = to.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        from[row] === to[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const parts: DiffPart[] = [];
  let row = 0;
  let column = 0;
  while (row < from.length || column < to.length) {
    const [gone, come] = [from[row], to[column]];
    if (gone !== undefined && gone === come) {
      parts.push({ kind: 'same', text: gone });
      row += 1;
      column += 1;
    } else if (
      gone !== undefined &&
      (come === undefined || at(row + 1, column) >= at(row, column + 1))
    ) {
      parts.push({ kind: 'removed', text: gone });
      row += 1;
    } else {
      parts.push({ kind: 'added', text: come ?? '' });
      column += 1;
    }
  }
  return parts;
}

function joinRuns(parts: readonly DiffPart[]): readonly DiffPart[] {
  const runs: DiffPart[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last?.kind === part.kind) runs[runs.length - 1] = { ...last, text: last.text + part.text };
    else runs.push(part);
  }
  return runs;
}
