import type { News, TranscriptStore } from '../../bot/index.ts';

const overlapMs = 5000;
const pageSize = 500;

type PollPorts = {
  readonly listSince: TranscriptStore['listSince'];
  readonly now: () => Date;
  /** A failed poll; the next one looks again. */
  readonly onError: (error: unknown) => void;
};

/** News that also looks for itself; `close` ends the polling. */
export type PolledNews = News & { readonly close: () => void };

/**
 * The bell without Redis: one poll a second for the whole process, from a watermark with 5 s of overlap,
 * while anyone listens. What this process announces itself rings at once. A ring may repeat.
 */
export function createPolledNews(ports: PollPorts, intervalMs = 1000): PolledNews {
  const listeners = new Map<string, Set<() => void>>();
  const seen = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let watermark = ports.now();
  let isPolling = false;

  const announce = (topic: string): void => {
    for (const listener of listeners.get(topic) ?? []) listener();
  };

  async function poll(): Promise<void> {
    if (isPolling) return;
    isPolling = true;
    try {
      const startedAt = ports.now();
      const lines = await ports.listSince(new Date(watermark.getTime() - overlapMs), pageSize);
      for (const { id, conversation } of lines) {
        if (seen.has(id)) continue;
        seen.set(id, startedAt.getTime());
        announce(conversation);
      }
      // A full page may hide more of the same moment: let everyone look.
      if (lines.length === pageSize) for (const topic of listeners.keys()) announce(topic);
      watermark = startedAt;
      forgetSeenBefore(startedAt.getTime() - 2 * overlapMs);
    } catch (error) {
      ports.onError(error);
    } finally {
      isPolling = false;
    }
  }

  function forgetSeenBefore(momentMs: number): void {
    for (const [id, seenMs] of seen) if (seenMs < momentMs) seen.delete(id);
  }

  function stopPolling(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    announce,
    subscribe(topic, listener) {
      const mine = listeners.get(topic) ?? new Set();
      listeners.set(topic, mine.add(listener));
      if (timer === undefined) {
        watermark = ports.now();
        timer = setInterval(() => void poll(), intervalMs).unref();
      }
      return () => {
        mine.delete(listener);
        if (mine.size === 0 && listeners.get(topic) === mine) listeners.delete(topic);
        if (listeners.size === 0) stopPolling();
      };
    },
    close: stopPolling,
  };
}
