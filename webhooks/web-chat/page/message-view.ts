import { element } from '../../../platform/http/look/element.ts';
import type { Words } from '../../../platform/http/look/words.ts';
import type { ChatLine } from '../chat-line.ts';

/** Opens a picture of the conversation as a blob; undefined when it can't be had. */
export type OpenPicture = (path: string) => Promise<Blob | undefined>;

type MessagePorts = {
  readonly words: Words;
  readonly openPicture: OpenPicture;
  readonly showLarge: (source: string) => void;
  readonly toTime: (at: Date) => string;
};

/** A receipt code, so that the message that holds one can be copied with one touch. */
const receiptCode = /\b(?:[0-9A-Z]{4}-){3,}[0-9A-Z]{1,4}\b/;

/** Renders lines of the conversation as bubbles: who, what, when. */
export function createMessageView(ports: MessagePorts): (line: ChatLine) => HTMLElement {
  const { words, toTime } = ports;
  return function renderMessage(line) {
    const at = new Date(line.at);
    return element(
      'article',
      { class: `message ${line.author}`, 'data-seq': String(line.seq) },
      element('span', { class: line.author === 'person' ? 'hidden' : 'author' }, toAuthor(line)),
      element('div', { class: 'bubble' }, ...renderContent(line, ports)),
      element('time', { datetime: line.at }, toTime(at)),
    );
  };

  function toAuthor({ author }: ChatLine): string {
    if (author === 'person') return words('log.you');
    return words(author === 'staff' ? 'log.staff' : 'log.bot');
  }
}

function renderContent(line: ChatLine, ports: MessagePorts): readonly Node[] {
  if (line.kind === 'text' || line.kind === 'link') return renderText(line.text, ports.words);
  if (line.kind === 'image') return [renderPicture(line.file, ports)];
  const isSpoken = line.kind === 'voice' && line.text !== '';
  return [toParagraph(isSpoken ? line.text : ports.words(`log.${line.kind}`, { name: line.text }))];
}

/** An address up to its last sign that is no punctuation: a sentence may end behind it. */
const address = /(https?:\/\/[^\s<>"'，。；）]*[^\s<>"'，。；）.,;:!?)])/;

function renderText(text: string, words: Words): readonly Node[] {
  const paragraph = element('p');
  // Splitting by a group keeps what matched: every second part is an address.
  for (const [index, part] of text.split(address).entries()) {
    paragraph.append(index % 2 === 0 ? part : toLink(part));
  }
  return receiptCode.test(text) ? [paragraph, renderCopy(text, words)] : [paragraph];
}

function toLink(href: string): HTMLElement {
  return element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, href);
}

function renderCopy(text: string, words: Words): HTMLElement {
  const button = element('button', { type: 'button', class: 'copy' }, words('log.copy'));
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    button.textContent = words('log.copied');
  };
  button.addEventListener('click', () => void copy());
  return button;
}

function renderPicture(path: string | undefined, ports: MessagePorts): HTMLElement {
  const { words, openPicture, showLarge } = ports;
  const waiting = toParagraph(words('log.pictureLoading'));
  const frame = element('div', { class: 'picture' }, waiting);
  const show = async (): Promise<void> => {
    const blob = path === undefined ? undefined : await openPicture(path);
    if (blob === undefined) {
      waiting.textContent = words('log.pictureFailed');
      return;
    }
    const source = URL.createObjectURL(blob);
    const button = element('button', { type: 'button', 'aria-label': words('log.pictureOf') });
    const image = element('img', { src: source, alt: words('log.picture') });
    button.append(image);
    button.addEventListener('click', () => showLarge(source));
    frame.replaceChildren(button);
  };
  void show();
  return frame;
}

function toParagraph(text: string): HTMLElement {
  return element('p', {}, text);
}
