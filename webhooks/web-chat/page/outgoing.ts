/** What the person sent and the conversation does not show yet. `id` stays the same over every try. */
export type OutgoingItem = {
  readonly id: string;
  readonly kind: 'text' | 'file';
  /** The words, or the file's name. */
  readonly text: string;
  readonly atMs: number;
  readonly state: 'waiting' | 'sending' | 'taken' | 'refused';
  /** The problem's code when it was refused. */
  readonly reason?: string;
};

/** How a try ended. `later` keeps the item and tries again, at the earliest after `waitMs`. */
export type SendResult =
  | { readonly kind: 'taken' }
  | { readonly kind: 'later'; readonly waitMs?: number }
  | { readonly kind: 'refused'; readonly reason: string };

type OutgoingPorts = {
  readonly send: (item: OutgoingItem) => Promise<SendResult>;
  readonly keep: {
    readonly get: (name: string) => string | undefined;
    readonly set: (name: string, value: string) => void;
    readonly remove: (name: string) => void;
    readonly names: () => readonly string[];
  };
  readonly onChange: (items: readonly OutgoingItem[]) => void;
  /** The server has it; an answer may come. */
  readonly onTaken: () => void;
  /** The server asked for patience. */
  readonly onWait: (waitMs: number) => void;
  readonly pause: (delayMs: number) => Promise<void>;
};

export type Outgoing = {
  readonly add: (item: Pick<OutgoingItem, 'id' | 'kind' | 'text' | 'atMs'>) => void;
  /** The conversation shows the item now. */
  readonly settle: (id: string) => void;
  readonly discard: (id: string) => void;
  /** A new conversation begins: what the old one took is not ours to show; `all` drops what waits as well. */
  readonly reset: (all: boolean) => void;
  /** Sends what waits, one after the other; called again whenever the connection is back. */
  readonly flush: () => Promise<void>;
};

const retryMs = 3000;

/**
 * The queue of what is to be sent. An item is kept on the device until the conversation shows it, so a
 * reload or a lost connection sends it again under the same key, and the server stores it once.
 */
export function createOutgoing({
  send,
  keep,
  onChange,
  onTaken,
  onWait,
  pause,
}: OutgoingPorts): Outgoing {
  let items = keep.names().flatMap((name) => readItem(keep.get(name)));
  items.sort((a, b) => a.atMs - b.atMs);
  let isFlushing = false;

  function put(item: OutgoingItem): void {
    const known = items.some(({ id }) => id === item.id);
    items = known ? items.map((old) => (old.id === item.id ? item : old)) : [...items, item];
    const state = item.state === 'sending' ? 'waiting' : item.state;
    keep.set(item.id, JSON.stringify({ ...item, state }));
    onChange(items);
  }

  function drop(id: string): void {
    items = items.filter((item) => item.id !== id);
    keep.remove(id);
    onChange(items);
  }

  /** Settled meanwhile: the line may come back on the stream before the answer to the request. */
  const isStillThere = (id: string): boolean => items.some((item) => item.id === id);

  async function sendOne(item: OutgoingItem): Promise<void> {
    put({ ...item, state: 'sending' });
    const result = await send(item);
    if (!isStillThere(item.id)) return;
    if (result.kind === 'taken') onTaken();
    switch (result.kind) {
      case 'taken':
        put({ ...item, state: 'taken' });
        break;
      case 'refused':
        put({ ...item, state: 'refused', reason: result.reason });
        break;
      case 'later':
        put({ ...item, state: 'waiting' });
        if (result.waitMs !== undefined) onWait(result.waitMs);
        await pause(result.waitMs ?? retryMs);
    }
  }

  onChange(items);
  return {
    add: (item) => put({ ...item, state: 'waiting' }),
    settle: (id) => isStillThere(id) && drop(id),
    discard: drop,
    reset(all) {
      for (const { id, state } of items) if (all || state === 'taken') keep.remove(id);
      items = items.filter(({ state }) => !all && state !== 'taken');
      onChange(items);
    },
    async flush() {
      if (isFlushing) return;
      isFlushing = true;
      try {
        for (;;) {
          const next = items.find(({ state }) => state === 'waiting');
          if (next === undefined) break;
          await sendOne(next);
        }
      } finally {
        isFlushing = false;
      }
    },
  };
}

function readItem(text: string | undefined): OutgoingItem[] {
  if (text === undefined) return [];
  try {
    const item: unknown = JSON.parse(text);
    return isItem(item) ? [item] : [];
  } catch {
    return [];
  }
}

function isItem(value: unknown): value is OutgoingItem {
  const item = Object(value);
  return (
    typeof item.id === 'string' &&
    typeof item.text === 'string' &&
    typeof item.atMs === 'number' &&
    ['text', 'file'].includes(item.kind) &&
    ['waiting', 'taken', 'refused'].includes(item.state)
  );
}
