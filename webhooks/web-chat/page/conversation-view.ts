import { element, requireElement } from '../../../platform/http/look/element.ts';
import type { Words } from '../../../platform/http/look/words.ts';
import type { ChatLine } from '../chat-line.ts';
import type { Dates } from './dates.ts';
import type { FileLimit } from './file-limit.ts';
import type { OutgoingItem } from './outgoing.ts';

type ViewPorts = {
  readonly words: Words;
  readonly dates: Dates;
  readonly limit: FileLimit;
  readonly renderMessage: (line: ChatLine) => HTMLElement;
  readonly discard: (id: string) => void;
};

export type ConversationView = {
  /** Adds the next line, after a date line where a new day begins. */
  readonly append: (line: ChatLine) => void;
  /** Shows what was sent and is not yet among the lines. */
  readonly showUnsent: (items: readonly OutgoingItem[]) => void;
  readonly showAnswering: (isAnswering: boolean) => void;
  /** History is in: from now on what comes is read aloud. */
  readonly announceFromNow: () => void;
  readonly toEnd: () => void;
  readonly clear: () => void;
};

/** How near the end counts as reading along. */
const nearEndPx = 120;

/** The conversation: history, what is on its way, and where the eye is. */
export function createConversationView(ports: ViewPorts): ConversationView {
  const { words, dates } = ports;
  const scroller = requireElement('scroller', HTMLDivElement);
  const log = requireElement('log', HTMLDivElement);
  const unsent = requireElement('unsent', HTMLDivElement);
  const answering = requireElement('answering', HTMLParagraphElement);
  const newer = requireElement('newer', HTMLButtonElement);
  let lastDay = '';

  scroller.setAttribute('aria-label', words('log.label'));
  log.setAttribute('aria-label', words('log.label'));
  newer.textContent = `${words('log.newer')} ↓`;

  let isFollowing = true;

  const isNearEnd = (): boolean =>
    scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEndPx;

  function toEnd(): void {
    scroller.scrollTop = scroller.scrollHeight;
    isFollowing = true;
    newer.hidden = true;
  }

  /** Stays with a reader who has scrolled up, and follows everyone else. */
  function keepPlace(change: () => void, isOwn = false): void {
    change();
    if (isOwn || isFollowing) toEnd();
    else newer.hidden = false;
  }

  newer.addEventListener('click', toEnd);
  scroller.addEventListener('scroll', () => {
    isFollowing = isNearEnd();
    if (isFollowing) newer.hidden = true;
  });
  // Pictures grow when they have loaded; quick replies and a long draft take room from below.
  const sizes = new ResizeObserver(() => isFollowing && toEnd());
  for (const part of [scroller, log]) sizes.observe(part);

  return {
    toEnd,
    append(line) {
      keepPlace(() => {
        const at = new Date(line.at);
        const day = dates.toDayKey(at);
        if (day !== lastDay) {
          lastDay = day;
          log.append(element('p', { class: 'day' }, dates.toDayName(at, new Date())));
        }
        log.append(ports.renderMessage(line));
      }, line.direction === 'in');
    },
    showUnsent(items) {
      const nodes = items.map((item) => renderUnsent(item, ports));
      unsent.replaceChildren(...nodes);
      if (items.length > 0) toEnd();
    },
    showAnswering(isAnswering) {
      answering.textContent = isAnswering ? words('status.answering') : '';
      answering.classList.toggle('busy', isAnswering);
      if (isAnswering) toEnd();
    },
    announceFromNow: () => log.setAttribute('aria-live', 'polite'),
    clear() {
      log.replaceChildren();
      log.setAttribute('aria-live', 'off');
      lastDay = '';
    },
  };
}

function renderUnsent(item: OutgoingItem, { words, limit, discard }: ViewPorts): HTMLElement {
  const text = item.kind === 'file' ? words('log.file', { name: item.text }) : item.text;
  const reason = words(`unsent.reason.${item.reason ?? 'other'}`, { maxMb: limit.maxMb() });
  const state = element(
    'span',
    { class: 'state' },
    item.state === 'refused' ? words('unsent.refused', { reason }) : words(`unsent.${item.state}`),
  );
  const article = element(
    'article',
    { class: `message person unsent ${item.state}`, 'data-id': item.id },
    element('span', { class: 'hidden' }, words('log.you')),
    element('div', { class: 'bubble' }, element('p', {}, text)),
    state,
  );
  if (item.state === 'refused') {
    const button = element('button', { type: 'button' }, words('unsent.discard'));
    button.addEventListener('click', () => discard(item.id));
    state.append(' ', button);
  }
  return article;
}
