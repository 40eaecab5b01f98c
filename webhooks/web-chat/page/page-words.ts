import en from '../../../platform/i18n/locales/en/chat.json';
import zhCN from '../../../platform/i18n/locales/zh-CN/chat.json';
import zhTW from '../../../platform/i18n/locales/zh-TW/chat.json';
import { createWords, type PageLanguage, type Words } from '../../../platform/http/look/words.ts';

const texts = { 'zh-CN': zhCN, 'zh-TW': zhTW, en } as const;

/** The words of the chat page. */
export function toPageWords(language: PageLanguage): Words {
  return createWords(texts[language]);
}
