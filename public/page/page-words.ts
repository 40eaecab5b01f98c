import { header as headerEn } from '../../platform/i18n/locales/en/chat.json';
import consentEn from '../../platform/i18n/locales/en/consent.json';
import en from '../../platform/i18n/locales/en/progress.json';
import { header as headerZhCN } from '../../platform/i18n/locales/zh-CN/chat.json';
import consentZhCN from '../../platform/i18n/locales/zh-CN/consent.json';
import zhCN from '../../platform/i18n/locales/zh-CN/progress.json';
import { header as headerZhTW } from '../../platform/i18n/locales/zh-TW/chat.json';
import consentZhTW from '../../platform/i18n/locales/zh-TW/consent.json';
import zhTW from '../../platform/i18n/locales/zh-TW/progress.json';
import { createWords, type PageLanguage, type Words } from '../../platform/http/look/words.ts';

const texts = {
  'zh-CN': { ...zhCN, header: headerZhCN, consent: consentZhCN },
  'zh-TW': { ...zhTW, header: headerZhTW, consent: consentZhTW },
  en: { ...en, header: headerEn, consent: consentEn },
} as const;

/** The words of these pages; the header is the chat's. */
export function toPageWords(language: PageLanguage): Words {
  return createWords(texts[language]);
}
