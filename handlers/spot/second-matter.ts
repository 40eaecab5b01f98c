import type { Aligned } from './align.ts';

const more = '(?:另外|此外|除此之外|除了这件事|对了|顺便|还有|还想|再|同时|最后)';
const matter =
  '(?:(?:还|再|也)?(?:有|说|反映|投诉|举报|讲|提)?(?:另外|其他|别的)?(?:的)?(?:一|1|两)(?:件|个|桩|点)(?:别的|其他|另外的)?(?:事情?|问题|情况|投诉)|(?:还|再|也)?(?:有|要|想)?(?:别的|其他)(?:的)?(?:事情?|问题))';
const english =
  "(?:there is|there's|i have)?\\s?(?:also\\s)?(?:another|one more|a second) (?:matter|thing|complaint|problem|issue)";
/** 另外还有一件事 and the like, at the beginning of a sentence. */
const opening = new RegExp(
  `(?:^|[\\n。;!?,.])\\s*((?:${more}[,:\\s]*)+(?:我|我们)?(?:还|也|再)?(?:要|想)?${matter}|另一?件事|${english})[^,。:;!?.\\n]{0,8}`,
  'gu',
);
const shortest = 8;

/** A telling parted where it begins another matter in so many words; undefined where it does not. */
export function findSecondMatter({ text, folded }: Aligned): readonly string[] | undefined {
  const starts = [...folded.matchAll(opening)].map(
    ({ 0: whole, 1: words = '', index }) => index + whole.indexOf(words),
  );
  const cuts = [0, ...starts.filter((at) => at > 0)];
  const parts = cuts.map((at, n) => text.slice(at, cuts[n + 1]).trim());
  return parts.length > 1 && parts.every((part) => countLetters(part) >= shortest)
    ? parts
    : undefined;
}

/** How a message begins another matter: `bare` only announces it, `told` holds it; undefined when it does neither. */
export function readSecondMatter({ folded }: Aligned): 'bare' | 'told' | undefined {
  const [match] = folded.matchAll(opening);
  if (match === undefined || folded.slice(0, match.index).trim() !== '') return undefined;
  const rest = folded.slice(match.index + match[0].length);
  return countLetters(rest) >= shortest ? 'told' : countLetters(rest) === 0 ? 'bare' : undefined;
}

function countLetters(part: string): number {
  return part.match(/\p{L}/gu)?.length ?? 0;
}
