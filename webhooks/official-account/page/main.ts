import { element, requireElement } from '../../../platform/http/look/element.ts';
import { fillHeader } from '../../../platform/http/look/header.ts';
import { createPreferences } from '../../../platform/http/look/preferences.ts';
import { toPageWords } from './page-words.ts';
import { hasAgreed, introducePage, type SignedAnswer } from './wechat-script.ts';

const preferences = createPreferences();
const words = toPageWords(preferences.language());
const main = requireElement('main', HTMLElement);
const state = element('p', { role: 'status', id: 'state' }, words('opening'));

document.title = words('title');
requireElement('skip', HTMLAnchorElement).textContent = words('skip');
fillHeader(requireElement('header', HTMLElement), preferences, words);
requireElement('footer', HTMLElement).replaceChildren(
  element('a', { href: '/progress' }, words('progress')),
);
const card = element(
  'section',
  { class: 'card' },
  element('h2', {}, words('heading')),
  element('p', {}, words('text')),
  state,
);
main.replaceChildren(card);

function say(key: string, look = ''): void {
  state.className = look;
  state.textContent = words(key);
}

async function fetchSignature(): Promise<SignedAnswer> {
  const response = await fetch('/webhooks/official-account/page-signature', {
    method: 'POST',
    cache: 'no-store',
    headers: { 'content-type': 'application/json' },
    // WeChat signs the address without its fragment.
    body: JSON.stringify({ url: location.href.split('#')[0] }),
  });
  if (!response.ok) throw new Error('refused');
  return response.json();
}

/** WeChat draws this button itself and asks the person in a window of its own. */
function createButton(templateId: string): HTMLElement {
  const button = document.createElement('wx-open-subscribe');
  button.setAttribute('template', templateId);
  button.id = 'subscribe';
  const inner = element('script', { type: 'text/wxtag-template' });
  inner.textContent = `<style>button { width: 100%; min-height: 3rem; border: 0; border-radius: .6rem; background: #1a56b0; color: #fff; font-size: 1.05rem; }</style><button>${words('button')}</button>`;
  button.append(inner);
  button.addEventListener('success', (event) => {
    if (hasAgreed(event, templateId)) say('agreed', 'good');
    else say('declined');
  });
  button.addEventListener('error', () => say('failed', 'bad'));
  return button;
}

async function open(): Promise<void> {
  if (window.wx === undefined) {
    say('elsewhere');
    return;
  }
  try {
    const signed = await fetchSignature();
    await introducePage(signed);
    card.insertBefore(createButton(signed.templateId), state);
    say('ready');
  } catch {
    say('failed', 'bad');
  }
}

await open();
