import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

const languages = ['zh-CN', 'zh-TW', 'en'];
const pages = [
  { name: 'chat', folders: ['webhooks/web-chat/page', 'platform/http/look'] },
  { name: 'progress', folders: ['public/page'] },
];

function readTexts(language: string, name: string): ReadonlyMap<string, string> {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(`platform/i18n/locales/${language}/${file}.json`, 'utf8'));
  // The question of contact has the same words on the page and in the conversation.
  const consent = name === 'progress' ? { consent: read('consent') } : {};
  return new Map(flatten({ ...Object(read(name)), ...consent }, ''));
}

function flatten(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path.slice(1), value]];
  return Object.entries(Object(value)).flatMap(([key, inner]) => flatten(inner, `${path}.${key}`));
}

const listPlaceholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).toSorted();

/** The keys that the page's sources name as they stand; those with a `${…}` are seen in the browser tests. */
function listUsedKeys(folders: readonly string[]): readonly string[] {
  const sources = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
  );
  return sources.flatMap((source) =>
    [...source.matchAll(/\bwords\(\s*'([\w.]+)'/g)].map(([, key = '']) => key),
  );
}

describe.each(pages)('the texts of the $name page', ({ name, folders }) => {
  it.each(languages)('are whole in %s, with the same values to fill in', (language) => {
    const texts = readTexts(language, name);
    for (const [key, chinese] of readTexts('zh-CN', name)) {
      const text = texts.get(key);
      expect([key, text?.trim()]).not.toEqual([key, '']);
      expect([key, listPlaceholders(text ?? '')]).toEqual([key, listPlaceholders(chinese)]);
    }
    expect([...texts.keys()].toSorted()).toEqual([...readTexts('zh-CN', name).keys()].toSorted());
  });

  it('hold every key that the page asks for', () => {
    const known = readTexts('zh-CN', name);
    const used = listUsedKeys(folders);
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((key) => !known.has(key))).toEqual([]);
  });
});
