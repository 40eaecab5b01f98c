import { header as headerEn } from '../../../platform/i18n/locales/en/chat.json';
import en from '../../../platform/i18n/locales/en/subscribe.json';
import { header as headerZhCN } from '../../../platform/i18n/locales/zh-CN/chat.json';
import zhCN from '../../../platform/i18n/locales/zh-CN/subscribe.json';
import { header as headerZhTW } from '../../../platform/i18n/locales/zh-TW/chat.json';
import zhTW from '../../../platform/i18n/locales/zh-TW/subscribe.json';
import { createWords, type PageLanguage, type Words } from '../../../platform/http/look/words.ts';

const texts = {
  'zh-CN': { ...zhCN, header: headerZhCN },
  'zh-TW': { ...zhTW, header: headerZhTW },
  en: { ...en, header: headerEn },
} as const;

/** The words of this page; the header is the chat's. */
export function toPageWords(language: PageLanguage): Words {
  return createWords(texts[language]);
}
