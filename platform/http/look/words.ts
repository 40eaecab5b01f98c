export const languages = ['zh-CN', 'zh-TW', 'en'] as const;
export type PageLanguage = (typeof languages)[number];

type Texts = { readonly [key: string]: string | Texts };

/** The text under a dotted key, `{{name}}` filled in; the key itself when there is none. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The words of a page in one language, out of its bundled texts. */
export function createWords(texts: Texts): Words {
  return function findWords(key, values = {}) {
    let found: string | Texts | undefined = texts;
    for (const part of key.split('.')) {
      found = typeof found === 'object' ? found[part] : undefined;
    }
    if (typeof found !== 'string') return key;
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name] ?? ''));
  };
}

/** The language that the person chose, else the nearest to the browser's; Chinese for everyone else. */
export function chooseLanguage(
  chosen: string | undefined,
  wanted: readonly string[],
): PageLanguage {
  const exact = languages.find((language) => language === chosen);
  if (exact !== undefined) return exact;
  const [first = ''] = wanted;
  if (/^zh-(tw|hk|mo|hant)/i.test(first)) return 'zh-TW';
  return /^en/i.test(first) ? 'en' : 'zh-CN';
}
