import { createKeep } from './keep.ts';
import { chooseLanguage, type PageLanguage } from './words.ts';

/** How this person reads: the language, and large type with high contrast (适老化). */
export type Preferences = {
  readonly language: () => PageLanguage;
  readonly chooseLanguage: (language: PageLanguage) => void;
  readonly isLarge: () => boolean;
  readonly setLarge: (isLarge: boolean) => void;
};

/** Shared by all public pages of one site and kept on this device; sets `lang` and the class `large` on the page. */
export function createPreferences(): Preferences {
  const keep = createKeep(() => localStorage, 'duxin.look.');
  const apply = (): void => {
    document.documentElement.lang = language();
    document.documentElement.classList.toggle('large', isLarge());
  };
  const language = (): PageLanguage => chooseLanguage(keep.get('language'), navigator.languages);
  const isLarge = (): boolean => keep.get('large') === 'yes';
  apply();
  return {
    language,
    isLarge,
    chooseLanguage(chosen) {
      keep.set('language', chosen);
      apply();
    },
    setLarge(wanted) {
      keep.set('large', wanted ? 'yes' : 'no');
      apply();
    },
  };
}
