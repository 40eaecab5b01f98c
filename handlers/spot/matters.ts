import type { Aligned } from './align.ts';

/** A matter's own number at the beginning of a line or behind a stop. */
const numbered =
  /(?:^|[\n。;!?:])\s*(?:(?:第)?([一二三四五])(?:、|\.|件事|个问题|是[,:]|,)|([1-5])\s?(?:、|\.(?!\d)|\))|\(([一二三四五1-5])\)|第([一二三四五])(?:件|个|,))/gu;
const digits = '一二三四五';
const shortest = 10;

/** The matters of a message that numbers them, each with the words that stand before them all; undefined where there are not several. */
export function findMatters({ text, folded }: Aligned): readonly string[] | undefined {
  const starts = [...folded.matchAll(numbered)].map((match) => ({
    at: match.index + (/^[\n。;!?:]/u.test(match[0]) ? 1 : 0),
    number: toNumber(match[1] ?? match[2] ?? match[3] ?? match[4] ?? ''),
  }));
  const isInOrder = starts.length > 1 && starts.every(({ number }, n) => number === n + 1);
  if (!isInOrder) return undefined;
  const parts = starts.map(({ at }, n) => text.slice(at, starts[n + 1]?.at).trim());
  if (!parts.every((part) => countLetters(part) >= shortest)) return undefined;
  const before = text.slice(0, starts[0]?.at).trim();
  return before === '' ? parts : parts.map((part) => `${before}\n${part}`);
}

function toNumber(word: string): number {
  const at = digits.indexOf(word);
  return at < 0 ? Number(word) : at + 1;
}

function countLetters(part: string): number {
  return part.match(/\p{L}/gu)?.length ?? 0;
}
