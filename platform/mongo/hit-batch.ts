import type { UsageStore } from '../../knowledge/index.ts';

const flushEveryMs = 5000;

/** Counts uses in memory and adds them to the store every few seconds; what a crash loses is a few counts. */
export function createHitBatch(ports: {
  readonly store: Pick<UsageStore, 'addHits'>;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}) {
  let counted = new Map<string, { hits: number; lastUsedAt: Date }>();

  async function flush(): Promise<void> {
    const batch = [...counted].map(([source, count]) => ({ source, ...count }));
    counted = new Map();
    await ports.store.addHits(batch);
  }

  const timer = setInterval(() => void flush().catch(ports.onError), flushEveryMs).unref();
  return {
    note(source: string): void {
      const hits = (counted.get(source)?.hits ?? 0) + 1;
      counted.set(source, { hits, lastUsedAt: ports.now() });
    },
    flush,
    async close(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}
