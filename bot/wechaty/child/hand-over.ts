import type { HandedMessage } from '../protocol.ts';
import type { Spool } from '../spool.ts';

type HandOverPorts = {
  readonly spool: Pick<Spool, 'writeMessage' | 'listLeft' | 'remove'>;
  readonly say: (message: HandedMessage) => void;
};

const againAfterMs = 15_000;
/** So many messages are under way to the parent at a time; the rest wait on disk. */
const maxUnderWay = 20;

/**
 * Hands messages to the parent until it says that they are stored. Each is on disk before it is handed over, and is
 * handed again by the next child when this one ends first.
 */
export function createHandOver({ spool, say }: HandOverPorts) {
  const underWay = new Map<string, HandedMessage>();
  const waiting: HandedMessage[] = [];
  const again = setInterval(() => underWay.forEach(say), againAfterMs);
  again.unref();

  function push(): void {
    while (underWay.size < maxUnderWay) {
      const next = waiting.shift();
      if (next === undefined) return;
      underWay.set(next.id, next);
      say(next);
    }
  }

  function add(message: HandedMessage): void {
    const isKnown = underWay.has(message.id) || waiting.some(({ id }) => id === message.id);
    if (!isKnown) waiting.push(message);
    push();
  }

  return {
    /** What an earlier child could not hand over goes first. */
    async resume(): Promise<void> {
      for (const message of await spool.listLeft()) add(message);
    },
    /** On disk when it resolves, before anything else is tried with it. */
    keep: spool.writeMessage,
    add,
    /** The parent has stored it. */
    async settle(id: string): Promise<void> {
      underWay.delete(id);
      push();
      await spool.remove(id);
    },
  };
}
export type HandOver = ReturnType<typeof createHandOver>;
