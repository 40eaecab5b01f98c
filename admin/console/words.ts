import { ref, shallowRef } from 'vue';
import simplified from '../../platform/i18n/locales/zh-CN/console.json';

type Words = { readonly [name: string]: string | Words };
export const languages = ['zh-CN', 'zh-TW', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'duxin-language';

/** Files beside console.json, each a group under its own name: a key of unit.json begins with `unit.`. */
const simplifiedGroups = import.meta.glob<Words>(
  '../../platform/i18n/locales/zh-CN/{unit,routing,portal,consent,document,officers,paper,deadline,problem,profile,campaign}.json',
  { eager: true, import: 'default' },
);
const otherGroups = import.meta.glob<Words>(
  '../../platform/i18n/locales/{zh-TW,en}/{unit,routing,portal,consent,document,officers,paper,deadline,problem,profile,campaign}.json',
  { import: 'default' },
);
const chinese: Words = { ...simplified, ...nameGroups(Object.entries(simplifiedGroups)) };
const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  'zh-CN': async () => chinese,
  'zh-TW': async () => ({
    ...(await import('../../platform/i18n/locales/zh-TW/console.json')).default,
    ...(await loadGroups('zh-TW')),
  }),
  en: async () => ({
    ...(await import('../../platform/i18n/locales/en/console.json')).default,
    ...(await loadGroups('en')),
  }),
};

/** The language of the screen. */
export const language = ref<Language>('zh-CN');
const words = shallowRef<Words>(chinese);

/** The text of a key such as `action.accept`, with {{values}} filled in; the key itself when there is none. */
export function t(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = find(words.value, key) ?? find(chinese, key) ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** Whether there is a text for the key. */
export function hasWords(key: string): boolean {
  return find(chinese, key) !== undefined;
}

/** Switches the screen to another language and remembers it on this machine. */
export async function useLanguage(next: Language): Promise<void> {
  words.value = await loaders[next]();
  language.value = next;
  document.documentElement.lang = next;
  localStorage.setItem(storageKey, next);
}

/** The language used last on this machine. */
export function rememberedLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  return languages.find((name) => name === stored) ?? 'zh-CN';
}

function find(table: Words, key: string): string | undefined {
  let found: string | Words | undefined = table;
  for (const part of key.split('.')) {
    if (found === undefined || typeof found === 'string') return undefined;
    found = found[part];
  }
  return typeof found === 'string' ? found : undefined;
}

async function loadGroups(name: Language): Promise<Words> {
  const loading = Object.entries(otherGroups)
    .filter(([path]) => path.includes(`/${name}/`))
    .map(async ([path, load]) => [path, await load()] as const);
  return nameGroups(await Promise.all(loading));
}

function nameGroups(files: readonly (readonly [string, Words])[]): Words {
  return Object.fromEntries(
    files.map(([path, group]) => [/([^/]+)\.json$/.exec(path)?.[1] ?? path, group]),
  );
}
