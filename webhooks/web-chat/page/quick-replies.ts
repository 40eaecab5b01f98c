import { element, requireElement } from '../../../platform/http/look/element.ts';
import type { Words } from '../../../platform/http/look/words.ts';
import type { ChatLine } from '../chat-line.ts';

export type QuickReplies = {
  /** Offers what the last line offers; nothing once the person has spoken. */
  readonly offer: (line: ChatLine | undefined) => void;
};

/** Buttons for the answers that the bot suggests; choosing one says it. */
export function createQuickReplies(words: Words, say: (text: string) => void): QuickReplies {
  const group = requireElement('options', HTMLDivElement);
  group.setAttribute('aria-label', words('options'));
  return {
    offer(line) {
      const options = line?.options ?? [];
      const hadFocus = group.contains(document.activeElement);
      group.replaceChildren(
        ...options.map(({ label, say: answer }) => {
          const button = element('button', { type: 'button' }, label);
          button.addEventListener('click', () => say(answer));
          return button;
        }),
      );
      group.hidden = options.length === 0;
      if (hadFocus) document.querySelector<HTMLElement>('#message')?.focus();
    },
  };
}
