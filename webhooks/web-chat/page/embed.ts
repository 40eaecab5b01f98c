import { embed as en } from '../../../platform/i18n/locales/en/chat.json';
import { embed as zhCN } from '../../../platform/i18n/locales/zh-CN/chat.json';
import { embed as zhTW } from '../../../platform/i18n/locales/zh-TW/chat.json';
import { chooseLanguage } from '../../../platform/http/look/words.ts';
import styles from './embed.css?inline';

const texts = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }[
  chooseLanguage(document.documentElement.lang, navigator.languages)
];
/** Our own origin, out of the address of this script: the only one that is talked to. */
const chatOrigin = new URL(
  document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href,
).origin;

/** `<duxin-chat>`: a button that opens the chat in a frame. Its inside is closed to the page around it. */
class DuxinChat extends HTMLElement {
  connectedCallback(): void {
    const root = this.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    const button = document.createElement('button');
    button.type = 'button';
    root.append(button);
    let frame: HTMLIFrameElement | undefined;

    const show = (isOpen: boolean): void => {
      frame ??= openFrame(root, () => {
        if (frame?.hidden !== false) button.classList.add('news');
      });
      frame.hidden = !isOpen;
      button.classList.toggle('open', isOpen);
      if (isOpen) button.classList.remove('news');
      label(button, isOpen);
      if (isOpen) frame.focus();
      else button.focus();
    };
    button.addEventListener('click', () => show(frame?.hidden !== false));
    root.addEventListener('keydown', (event) => {
      if (event instanceof KeyboardEvent && event.key === 'Escape' && frame) show(false);
    });
    label(button, false);
  }
}

function label(button: HTMLButtonElement, isOpen: boolean): void {
  button.textContent = isOpen ? '×' : texts.label;
  button.setAttribute('aria-label', isOpen ? texts.close : texts.open);
  button.setAttribute('aria-expanded', String(isOpen));
}

/** A sandboxed frame, and a channel to it that no other window can open or overhear. */
function openFrame(root: ShadowRoot, onNews: () => void): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = texts.title;
  frame.src = `${chatOrigin}/chat`;
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-popups');
  frame.referrerPolicy = 'origin';
  frame.addEventListener('load', () => {
    const { port1, port2 } = new MessageChannel();
    const nonce = crypto.randomUUID();
    let isTrusted = false;
    port1.addEventListener('message', ({ data }) => {
      if (data?.kind === 'duxin-ready') isTrusted = data.nonce === nonce;
      if (data?.kind === 'duxin-news' && isTrusted) onNews();
    });
    port1.start();
    frame.contentWindow?.postMessage({ kind: 'duxin-hello', nonce }, chatOrigin, [port2]);
  });
  root.append(frame);
  return frame;
}

if (customElements.get('duxin-chat') === undefined) {
  customElements.define('duxin-chat', DuxinChat);
  const isPlaced = document.querySelector('duxin-chat') !== null;
  if (!isPlaced && document.body === null) document.addEventListener('DOMContentLoaded', place);
  else if (!isPlaced) place();
}

function place(): void {
  document.body.append(document.createElement('duxin-chat'));
}
