import { element } from './element.ts';
import type { Preferences } from './preferences.ts';
import { languages, type Words } from './words.ts';

const languageNames = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' } as const;

/** Fills the page's header: name, large type switch, language. A new language reloads the page, which loses nothing. */
export function fillHeader(header: HTMLElement, preferences: Preferences, words: Words): void {
  header.replaceChildren(
    element(
      'div',
      { class: 'brand' },
      element('span', { class: 'seal', 'aria-hidden': 'true' }, words('header.seal')),
      element(
        'div',
        {},
        element('h1', {}, words('header.name')),
        element('p', {}, words('header.subtitle')),
      ),
    ),
    element(
      'div',
      { class: 'reading' },
      toLargeSwitch(preferences, words),
      toLanguageChoice(preferences, words),
    ),
  );
}

function toLargeSwitch(preferences: Preferences, words: Words): HTMLElement {
  const button = element('button', {
    type: 'button',
    id: 'large-switch',
    title: words('header.largeLabel'),
  });
  const show = (): void => {
    button.textContent = words(preferences.isLarge() ? 'header.standard' : 'header.large');
    button.classList.toggle('chosen', preferences.isLarge());
  };
  button.addEventListener('click', () => {
    preferences.setLarge(!preferences.isLarge());
    show();
  });
  show();
  return button;
}

function toLanguageChoice(preferences: Preferences, words: Words): HTMLElement {
  const select = element(
    'select',
    { id: 'language', 'aria-label': words('header.language') },
    ...languages.map((language) =>
      element(
        'option',
        { value: language, lang: language, selected: language === preferences.language() },
        languageNames[language],
      ),
    ),
  );
  select.addEventListener('change', () => {
    const chosen = languages.find((language) => language === select.value);
    if (chosen === undefined) return;
    preferences.chooseLanguage(chosen);
    location.reload();
  });
  return select;
}
