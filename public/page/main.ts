import { element, requireElement } from '../../platform/http/look/element.ts';
import { fillHeader } from '../../platform/http/look/header.ts';
import { createKeep } from '../../platform/http/look/keep.ts';
import { createPreferences } from '../../platform/http/look/preferences.ts';
import { toPageWords } from './page-words.ts';
import { startProgress } from './progress-page.ts';
import { showVerify } from './verify-page.ts';

const preferences = createPreferences();
const language = preferences.language();
const words = toPageWords(language);
const isVerify = location.pathname.startsWith('/verify');
const main = requireElement('main', HTMLElement);

document.title = words(isVerify ? 'verify.pageTitle' : 'title');
requireElement('skip', HTMLAnchorElement).textContent = words('skip');
fillHeader(requireElement('header', HTMLElement), preferences, words);
requireElement('footer', HTMLElement).replaceChildren(
  element('a', { href: '/chat' }, words('chat')),
  isVerify
    ? element('a', { href: '/progress' }, words('progressLink'))
    : element('a', { href: '/verify' }, words('verifyLink')),
);
if (isVerify) showVerify(main, words, language);
else
  startProgress(main, {
    words,
    language,
    keep: createKeep(() => sessionStorage, 'duxin.progress.'),
  });
