import { element } from './element.ts';
import type { Preferences } from './preferences.ts';
import { languages, type Words } from './words.ts';

const languageNames = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' } as const;

/** The switch for large type, which others may move too. */
export type LargeSwitch = { readonly show: (isLarge: boolean) => void };

/**
 * Fills the page's header: name, large type switch, language. A new language reloads the page, which loses nothing.
 * `onLarge` hears of the switch when the person moved it.
 */
export function fillHeader(
  header: HTMLElement,
  preferences: Preferences,
  words: Words,
  onLarge?: (isLarge: boolean) => void,
): LargeSwitch {
  const large = createLargeSwitch(preferences, words, onLarge);
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
    element('div', { class: 'reading' }, large.button, toLanguageChoice(preferences, words)),
  );
  return { show: large.show };
}

function createLargeSwitch(
  preferences: Preferences,
  words: Words,
  onLarge: ((isLarge: boolean) => void) | undefined,
) {
  const button = element('button', {
    type: 'button',
    id: 'large-switch',
    title: words('header.largeLabel'),
  });
  const draw = (): void => {
    button.textContent = words(preferences.isLarge() ? 'header.standard' : 'header.large');
    button.classList.toggle('chosen', preferences.isLarge());
  };
  const show = (isLarge: boolean): void => {
    preferences.setLarge(isLarge);
    draw();
  };
  button.addEventListener('click', () => {
    show(!preferences.isLarge());
    onLarge?.(preferences.isLarge());
  });
  draw();
  return { button, show };
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
