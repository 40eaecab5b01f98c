import type { VectorHit } from './vector-index.ts';

/** The nearest documents to a vector, best first; may be done elsewhere. */
export type SearchVectors = (query: Float32Array, limit: number) => Promise<readonly VectorHit[]>;

export type VectorPorts = {
  /** One vector for each text. */
  readonly embed: (
    texts: readonly string[],
    signal: AbortSignal,
  ) => Promise<readonly Float32Array[]>;
  readonly search: SearchVectors;
  /** Takes out what tells who somebody is: the question leaves this process. */
  readonly mask: (text: string) => string;
  /** A signal that is aborted after so many ms. */
  readonly startDeadline: (timeoutMs: number) => AbortSignal;
};

/** A request of WeChat waits 1.5 s for the whole answer, and the words alone find most. */
const timeoutMs = 600;
/** Farther ones share no more than the language. */
const fewestLikeness = 0.3;

/**
 * The ids of the documents nearest in meaning, for fuseRankings. None when the service or the index fails or is late:
 * without vectors nothing is missing.
 */
export function createRankByVectors({ embed, search, mask, startDeadline }: VectorPorts) {
  async function rank(
    text: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    try {
      const [query] = await embed([mask(text)], signal);
      if (query === undefined) return [];
      const hits = await search(query, limit);
      return hits.filter(({ likeness }) => likeness >= fewestLikeness).map(({ id }) => id);
    } catch {
      return [];
    }
  }

  return async function rankByVectors(text: string, limit: number): Promise<readonly string[]> {
    const signal = startDeadline(timeoutMs);
    // Not every step heeds the signal: the first call loads the client, and the index may be busy.
    return Promise.race([rank(text, limit, signal), waitForAbort(signal)]);
  };
}

function waitForAbort(signal: AbortSignal): Promise<readonly string[]> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve([]), { once: true });
  });
}
