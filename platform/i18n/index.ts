import { readdirSync, readFileSync } from 'node:fs';
import { createInstance, type i18n } from 'i18next';
import type { Language, Render, Reply, Words } from '../../bot/index.ts';

const languages: readonly Language[] = ['zh-CN', 'zh-TW', 'en'];
/** Read by the server; pages bundle their own words. */
const namespaces = [
  'conversation',
  'notice',
  'console',
  'chat',
  'progress',
  'card',
  'hand_over',
  'sheet',
  'list',
];

/** Turns keys into words; `t` answers the key itself when a text is missing. */
export type Translate = (
  key: string,
  language: Language,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** Loads every text once. Keys are `<namespace>.<path>`; zh-CN is the fallback. */
export async function createTranslate(): Promise<Translate> {
  const engine: i18n = createInstance();
  await engine.init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    resources: Object.fromEntries(
      languages.map((language) => [language, { translation: readLocale(language) }]),
    ),
    interpolation: { escapeValue: false, skipOnVariables: true },
    returnNull: false,
  });
  const byLanguage = new Map(languages.map((language) => [language, engine.getFixedT(language)]));
  return function translate(key, language, values) {
    const t = byLanguage.get(language) ?? engine.t;
    return t(key, { ...values });
  };
}

/** Chooses the words of a reply, its secrets filled in and its options labelled. */
export function createRender(translate: Translate): Render {
  return function render(reply: Reply, language: Language): Words {
    const lines = reply.lines
      ?.map(({ key, values }) => translate(key, language, values))
      .join('\n');
    const text = translate(reply.key, language, {
      ...reply.values,
      ...(lines !== undefined && { lines }),
      ...reply.secrets,
    }).trim();
    const options = reply.options?.map((option) => ({
      label: translate(option.key, language, option.values),
      say: option.say,
    }));
    return {
      text,
      ...(options !== undefined && options.length > 0 && { options }),
      ...(reply.isAi && { isAi: reply.isAi }),
    };
  };
}

function readLocale(language: Language): Record<string, unknown> {
  const folder = new URL(`./locales/${language}/`, import.meta.url);
  const present = new Set(readdirSync(folder));
  return Object.fromEntries(
    namespaces
      .filter((name) => present.has(`${name}.json`))
      .map((name): [string, unknown] => [
        name,
        JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')),
      ]),
  );
}
