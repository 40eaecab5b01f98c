import { readFileSync } from 'node:fs';
import type { Language, Reply } from '../../bot/index.ts';

/** A file of words, its keys flattened (`conversation.ask.place`). */
export function readWords(namespace: string, language: Language): ReadonlyMap<string, string> {
  const file = new URL(
    `../../platform/i18n/locales/${language}/${namespace}.json`,
    import.meta.url,
  );
  return new Map(flatten(JSON.parse(readFileSync(file, 'utf8')), namespace));
}

/** The names that a text wants values for. */
export function listPlaceholders(text: string): readonly string[] {
  return [
    ...new Set([...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = '']) => name)),
  ].toSorted();
}

const known = new Map(
  ['conversation', 'consent', 'notice'].flatMap((name) => [...readWords(name, 'zh-CN')]),
);

/** Throws when a reply or one of its options has no words, or words that want a value it does not bring. */
export function checkWords({ key, values, lines, secrets, options = [] }: Reply): void {
  checkText(key, { ...values, ...(lines !== undefined && { lines: '' }), ...secrets });
  for (const line of lines ?? []) checkText(line.key, line.values ?? {});
  for (const option of options) checkText(option.key, option.values ?? {});
}

function checkText(key: string, values: Readonly<Record<string, unknown>>): void {
  const text = known.get(key);
  if (text === undefined) throw new Error(`no words for ${key}`);
  for (const name of listPlaceholders(text)) {
    if (values[name] === undefined) throw new Error(`${key} wants a value for ${name}`);
    const nested = values[name];
    if (name.endsWith('Key') && (typeof nested !== 'string' || !known.has(nested))) {
      throw new Error(`${key} names missing words: ${name}`);
    }
  }
}

function flatten(node: unknown, path: string): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node !== 'object' || node === null) throw new Error(`not words: ${path}`);
  return Object.entries(node).flatMap(([name, child]) => flatten(child, `${path}.${name}`));
}
