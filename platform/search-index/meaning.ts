import {
  createRankByVectors,
  filterDocuments,
  findLive,
  toEntryDocument,
  type FindByMeaning,
  type LiveEntry,
  type Mask,
} from '../../knowledge/index.ts';
import { describeError } from '../log.ts';
import { createEntryVectors, cutToEmbed, type EntryVectorPorts } from './entry-vectors.ts';

export type MeaningPorts = EntryVectorPorts & { readonly mask: Mask };

/** Live entries found by meaning. Without `follow` it knows none. */
export type Meaning = {
  readonly find: FindByMeaning;
  /** Brings the vectors in line with the store once. */
  readonly follow: () => Promise<void>;
  /** Follows the store in the background until it is stopped. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

const followEveryMs = 10_000;
const tryAgainMs = 60_000;
/** More than are wanted: some are not for whoever asks. */
const mostCompared = 64;

const startDeadline = (timeoutMs: number): AbortSignal => AbortSignal.timeout(timeoutMs);

export function createMeaning(ports: MeaningPorts): Meaning {
  const { store, embed, mask, now, log } = ports;
  const vectors = createEntryVectors(ports);
  const rank = createRankByVectors({
    embed,
    search: vectors.search,
    mask: (text) => cutToEmbed(mask(text)),
    startDeadline,
  });
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let following: Promise<void> = Promise.resolve();

  const follow = (): Promise<void> => vectors.follow(stopping.signal);

  async function followOn(): Promise<void> {
    let waitMs = followEveryMs;
    try {
      await follow();
    } catch (error) {
      if (stopping.signal.aborted) return;
      waitMs = tryAgainMs;
      log.warn({ ...describeError(error), index: 'meaning' }, 'entries were not embedded');
    }
    if (stopping.signal.aborted) return;
    timer = setTimeout(start, waitMs);
    timer.unref();
  }

  function start(): void {
    following = followOn();
  }

  return {
    follow,
    start,
    async find(text, filter, limit) {
      if (vectors.count() === 0 || text.trim() === '') return [];
      const ids = await rank(text, mostCompared);
      const entries = new Map((await store.findMany(ids)).map((entry) => [entry.id, entry]));
      const found = ids.flatMap((id): readonly LiveEntry[] => {
        const entry = entries.get(id);
        const live = entry && findLive(entry, now());
        return live === undefined ? [] : [{ id, live }];
      });
      const documents = found.map(({ id, live }) => toEntryDocument(id, live));
      const admitted = new Set(filterDocuments(documents, filter).map(({ id }) => id));
      return found.filter(({ id }) => admitted.has(id)).slice(0, limit);
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await following;
      await vectors.stop();
    },
  };
}
