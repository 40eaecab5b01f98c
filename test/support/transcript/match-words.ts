/** Names that were read from what the bot said, for use in later lines. */
export type Names = Map<string, string>;

const name = /\{([^{}]+)\}/gu;

/** The line with the names that are known put in. */
export function fillNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(name, (whole, key: string) => names.get(key) ?? whole);
}

/**
 * Whether the words stand in what was heard. `…` and the end of a line stand for anything; `{name}` not known yet is
 * read there and kept.
 */
export function matchWords(heard: string, words: string, names: Names): boolean {
  const unknown: string[] = [];
  const source = words
    .split(/(\{[^{}]+\}|…|\n)/u)
    .map((part) => toSource(part, names, unknown))
    .join('');
  const found = new RegExp(source, 'u').exec(heard);
  if (found === null) return false;
  for (const [index, key] of unknown.entries()) names.set(key, found[index + 1] ?? '');
  return true;
}

function toSource(part: string, names: Names, unknown: string[]): string {
  if (part === '…' || part === '\n') return '[\\s\\S]*?';
  const [, key] = /^\{(.+)\}$/u.exec(part) ?? [];
  if (key === undefined) return escape(part);
  const known = names.get(key);
  if (known !== undefined) return escape(known);
  unknown.push(key);
  return '([\\dA-Za-z-]+)';
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);
}
