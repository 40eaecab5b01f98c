import { visitGrams, type Fold } from './grams.ts';
import type { ReadQuestion } from './question.ts';

/** A piece of a text. Positions, of the piece and of the marks, are those of the text as it was given. */
export type Snippet = {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly { readonly from: number; readonly to: number }[];
};

/** The piece of a text, about `length` characters, that has most of the question, with the words found marked. */
export type CutSnippet = (text: string, question: string, length: number) => Snippet;

type Mark = { readonly from: number; readonly to: number; readonly weight: number };

/** Pairs and whole words are marked, single characters are not: they are everywhere. */
export function createCutSnippet(fold: Fold, readQuestion: ReadQuestion): CutSnippet {
  return function cutSnippet(text, question, length) {
    const wanted = new Map(readQuestion(question).map(({ key, weight }) => [key, weight]));
    const { folded, starts } = foldInPlace(text, fold);
    const marks: Mark[] = [];
    visitGrams(folded, (key, isSingle, from, to) => {
      const weight = wanted.get(key);
      if (weight === undefined || isSingle) return;
      marks.push({ from: starts[from] ?? 0, to: starts[to] ?? text.length, weight });
    });
    const from = toSentenceStart(text, findDensest(marks, length), length);
    const to = Math.min(text.length, from + length);
    const shown = marks.filter((mark) => mark.from >= from && mark.to <= to);
    return { from, to, marks: join(shown) };
  };
}

/** The folded text with, for each of its places, the place in the text that it came from. */
function foldInPlace(
  text: string,
  fold: Fold,
): { readonly folded: string; readonly starts: readonly number[] } {
  const whole = fold(text);
  if (whole.length === text.length) {
    return { folded: whole, starts: Array.from({ length: text.length + 1 }, (_, at) => at) };
  }
  let folded = '';
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    // Folding trims, and a blank must go on parting what stands beside it.
    const one = fold(character) || ' ';
    for (let unit = 0; unit < one.length; unit += 1) starts.push(at);
    folded += one;
    at += character.length;
  }
  return { folded, starts: [...starts, text.length] };
}

/** Where the stretch begins whose marks weigh most; each mark counts, for a repeated word is rarely alone. */
function findDensest(marks: readonly Mark[], length: number): number {
  let best = { from: 0, weight: 0 };
  let weight = 0;
  let first = 0;
  for (const mark of marks) {
    weight += mark.weight;
    while (mark.to - (marks[first]?.from ?? 0) > length && first < marks.length) {
      weight -= marks[first]?.weight ?? 0;
      first += 1;
    }
    if (weight > best.weight) best = { from: marks[first]?.from ?? 0, weight };
  }
  return best.from;
}

/** Goes back to where the sentence begins when that is near, so that a piece can be read. */
function toSentenceStart(text: string, from: number, length: number): number {
  const nearest = Math.max(0, from - Math.floor(length / 3));
  for (let at = from; at > nearest; at -= 1) {
    if (/[。；！？\n]/.test(text[at - 1] ?? '')) return at;
  }
  return nearest === 0 ? 0 : from;
}

function join(marks: readonly Mark[]): Snippet['marks'] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of marks) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}
