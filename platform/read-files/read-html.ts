const hidden =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|template|noscript|head)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const lineEnds = /<\/?(?:p|div|br|li|tr|h[1-6]|table|ul|ol|section|article|blockquote)\b[^<>]*>/gi;
const tags = /<\/?[a-z!?][^<>]*>?/gi;
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  mdash: '—',
};

export function isHtml(text: string): boolean {
  return /^\s*(?:<!doctype html|<html[\s>])/i.test(text);
}

/** What a page says, without its tags, scripts and styles. Safe as text only; it is never shown as markup. */
export function readHtml(text: string): string {
  return text
    .replaceAll(hidden, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(lineEnds, '\n')
    .replaceAll(tags, '')
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]+);/gi, (whole, name: string) =>
      toCharacter(whole, name),
    )
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{2,}/g, '\n')
    .trim();
}

function toCharacter(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
  const isHex = name[1]?.toLowerCase() === 'x';
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  const isShown =
    code === 10 || (code >= 32 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff));
  return isShown ? String.fromCodePoint(code) : '';
}
