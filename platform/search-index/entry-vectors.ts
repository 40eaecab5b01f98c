import {
  findLive,
  type EmbedTexts,
  type Entry,
  type KeptVector,
  type KnowledgeStore,
  type LiveEntry,
  type LiveText,
  type SearchVectors,
} from '../../knowledge/index.ts';
import { startVectors, type Vectors } from '../vectors/index.ts';
import { createMeaningFile } from './meaning-file.ts';
import type { IndexPorts } from './ports.ts';

export type EntryVectorPorts = Pick<IndexPorts, 'folder' | 'now' | 'log'> & {
  readonly store: Pick<KnowledgeStore, 'listLive' | 'listChangedSince' | 'findMany'>;
  /** Names whose vectors these are: those of another model are none. */
  readonly model: string;
  readonly embed: EmbedTexts;
};

type Row = { readonly id: string; readonly kept: KeptVector };

/** The most that services take at once. */
const mostAtOnce = 64;
/** The smallest models read 512 tokens. */
const mostCharacters = 500;
const batchTimeoutMs = 30_000;
/** As in the index of words: a write may come later than its time says. */
const overlapMs = 10_000;

/** The vectors of live entries in a thread, brought in line with the store by each call of `follow`. */
export function createEntryVectors({ store, folder, model, embed, now, log }: EntryVectorPorts) {
  const file = createMeaningFile(folder, model);
  const versions = new Map<string, number>();
  const unkept = new Map<string, KeptVector>();
  const gone = new Set<string>();
  let thread: Vectors | undefined;
  let since: Date | undefined;

  async function set(rows: readonly Row[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    thread ??= startVectors(first.kept.vector.length);
    await thread.set(
      rows.map(({ id }) => id),
      rows.map(({ kept }) => kept.vector),
    );
    for (const { id, kept } of rows) versions.set(id, kept.version);
  }

  /** Takes what is on disk and still holds. */
  async function restore(live: readonly LiveEntry[]): Promise<void> {
    const found = await file.read();
    if (typeof found === 'string') {
      log.info({ code: found, index: 'meaning' }, 'all entries are embedded');
      return;
    }
    for (const id of found.keys()) gone.add(id);
    const rows = live.flatMap(({ id, live: { version } }): readonly Row[] => {
      const kept = found.get(id);
      return kept?.version === version ? [{ id, kept }] : [];
    });
    await set(rows);
    for (const { id } of rows) gone.delete(id);
  }

  async function drop(ids: readonly string[]): Promise<void> {
    const held = ids.filter((id) => versions.delete(id));
    if (held.length === 0) return;
    await thread?.drop(held);
    for (const id of held) {
      unkept.delete(id);
      gone.add(id);
    }
  }

  async function embedSome(some: readonly LiveEntry[], stopped: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(batchTimeoutMs)]);
    const made = await embed(some.map(toEmbedded), signal);
    const rows = some.flatMap(({ id, live }, place): readonly Row[] => {
      const vector = made[place];
      return vector === undefined ? [] : [{ id, kept: { version: live.version, vector } }];
    });
    await set(rows);
    for (const { id, kept } of rows) {
      unkept.set(id, kept);
      gone.delete(id);
    }
  }

  async function keep(): Promise<void> {
    if (unkept.size + gone.size === 0) return;
    await file.keep(unkept, gone);
    unkept.clear();
    gone.clear();
  }

  async function embedAll(stale: readonly LiveEntry[], stopped: AbortSignal): Promise<void> {
    for (let from = 0; from < stale.length; from += mostAtOnce) {
      await embedSome(stale.slice(from, from + mostAtOnce), stopped);
      // The whole file is written each time: of many batches only now and then.
      if (4 * unkept.size >= versions.size) await keep();
    }
  }

  async function takeChanges(stopped: AbortSignal): Promise<void> {
    const at = now();
    const entries = await (since === undefined
      ? store.listLive(at)
      : store.listChangedSince(since, at));
    const live = entries.flatMap((entry) => toLive(entry, at));
    if (since === undefined) await restore(live);
    const isLive = new Set(live.map(({ id }) => id));
    await drop(entries.map(({ id }) => id).filter((id) => !isLive.has(id)));
    const stale = live.filter((entry) => versions.get(entry.id) !== entry.live.version);
    try {
      await embedAll(stale, stopped);
    } finally {
      await keep();
    }
    since = new Date(at.getTime() - overlapMs);
  }

  async function forget(): Promise<void> {
    await thread?.stop();
    thread = undefined;
    since = undefined;
    versions.clear();
    unkept.clear();
    gone.clear();
  }

  return {
    count: (): number => versions.size,
    /** Embeds what has changed; rejects when the service fails, and goes on from there at the next call. */
    async follow(stopped: AbortSignal): Promise<void> {
      try {
        await takeChanges(stopped);
      } catch (error) {
        const code = readCode(error);
        // Vectors of another dimension than those held: the service has another model under the same name.
        if (code === 'vectors_refused') await file.remove();
        if (code === 'vectors_refused' || code === 'vectors_gone') await forget();
        throw error;
      }
    },
    search: (async (query, limit) => thread?.search(query, limit) ?? []) satisfies SearchVectors,
    stop: forget,
  };
}

function toLive(entry: Entry, at: Date): readonly LiveEntry[] {
  const live = findLive(entry, at);
  return live === undefined ? [] : [{ id: entry.id, live }];
}

/** As much of a text as every model reads. */
export function cutToEmbed(text: string): string {
  return Array.from(text).slice(0, mostCharacters).join('');
}

/** Published words: nothing in them is masked. The wordings stand in front. */
function toEmbedded({ live }: { readonly live: LiveText }): string {
  const { question, similar, answer } = live.text;
  return cutToEmbed([question, ...similar, answer].join('\n'));
}

function readCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
