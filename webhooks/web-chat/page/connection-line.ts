import { requireElement } from '../../../platform/http/look/element.ts';
import type { Words } from '../../../platform/http/look/words.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost';

export type ConnectionLine = {
  readonly show: (state: ConnectionState) => void;
  /** The server asked for patience; said until the wait is over. */
  readonly showWait: (waitMs: number) => void;
};

/** A blink of the network is not worth a word. */
const quietMs = 700;

/** Says in words how the connection stands; silent while all is well. */
export function createConnectionLine(words: Words): ConnectionLine {
  const line = requireElement('connection', HTMLParagraphElement);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string): void => {
    line.textContent = text;
    line.hidden = text === '';
  };
  return {
    show(state) {
      clearTimeout(timer);
      document.body.dataset['connection'] = state;
      if (state === 'open') return say('');
      const text = words(state === 'lost' ? 'status.reconnecting' : 'status.connecting');
      timer = setTimeout(() => say(text), quietMs);
    },
    showWait(waitMs) {
      say(words('status.slow', { seconds: Math.ceil(waitMs / 1000) }));
      timer = setTimeout(() => say(''), waitMs);
    },
  };
}
