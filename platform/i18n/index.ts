import { readdirSync, readFileSync } from 'node:fs';
import { createInstance, type i18n } from 'i18next';
import {
  fitForElderly,
  type Language,
  type Render,
  type Reply,
  type Words,
} from '../../bot/index.ts';

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
  'unit',
  'routing',
  'portal',
  'consent',
  'document',
  'paper',
  'deadline',
  'problem',
  'profile',
  'campaign',
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

/** Chooses the words of a reply, its secrets filled in and its options labelled; in the elderly mode short ones. */
export function createRender(translate: Translate): Render {
  return function render(reply, language, manner): Words {
    if (manner !== 'elderly') {
      const words = choose(reply, language, {});
      return manner === undefined ? words : { ...words, manner };
    }
    const lines = {
      more: translate('conversation.elderly.more', language),
      person: translate('conversation.elderly.person', language),
    };
    const words = choose(reply, language, { context: 'elderly' });
    return { ...fitForElderly(words, lines, reply.secrets !== undefined), manner };
  };

  function choose(reply: Reply, language: Language, context: { readonly context?: string }): Words {
    const lines = reply.lines
      ?.map(({ key, values }) => translate(key, language, { ...values, ...context }))
      .join('\n');
    const text = translate(reply.key, language, {
      ...reply.values,
      ...context,
      ...(lines !== undefined && { lines }),
      ...reply.secrets,
    }).trim();
    const options = reply.options?.map((option) => ({
      label: translate(option.key, language, { ...option.values, ...context }),
      say: option.say,
    }));
    return {
      text,
      ...(options !== undefined && options.length > 0 && { options }),
      ...(reply.isAi && { isAi: reply.isAi }),
    };
  }
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
