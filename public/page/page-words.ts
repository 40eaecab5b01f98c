import chatEn from '../../platform/i18n/locales/en/chat.json';
import en from '../../platform/i18n/locales/en/progress.json';
import chatZhCN from '../../platform/i18n/locales/zh-CN/chat.json';
import zhCN from '../../platform/i18n/locales/zh-CN/progress.json';
import chatZhTW from '../../platform/i18n/locales/zh-TW/chat.json';
import zhTW from '../../platform/i18n/locales/zh-TW/progress.json';
import { createWords, type PageLanguage, type Words } from '../../platform/http/look/words.ts';

const texts = {
  'zh-CN': { ...zhCN, header: chatZhCN.header },
  'zh-TW': { ...zhTW, header: chatZhTW.header },
  en: { ...en, header: chatEn.header },
} as const;

/** The words of these pages; the header is the chat's. */
export function toPageWords(language: PageLanguage): Words {
  return createWords(texts[language]);
}
