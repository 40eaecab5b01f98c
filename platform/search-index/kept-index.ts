import type { Document, SearchIndex } from '../../knowledge/index.ts';
import { describeError } from '../log.ts';
import type { IndexPorts } from './ports.ts';
import { readKept, writeKept } from './snapshot-file.ts';

/** What became of one document; without `document` it is not to be found any more. */
export type Change = {
  readonly id: string;
  /** Counts up with each change of the document, so that an older reading never undoes a newer one. */
  readonly mark: number;
  readonly at: Date;
  readonly document?: Document;
};

/** Where the documents of an index come from. */
export type ChangeSource = {
  /** Names the snapshot's file. */
  readonly name: string;
  /** All documents, in pages, so that reading them holds nothing up. */
  readonly readAll: () => AsyncIterable<readonly Document[]>;
  /** What changed after `since`, by an indexed query. */
  readonly listChanges: (since: Date) => Promise<readonly Change[]>;
};

type KeptIndexPorts = IndexPorts & {
  readonly source: ChangeSource;
  /** From so many changes on, everything is laid out anew in the background. */
  readonly mostChanges?: number;
};

/** Clocks of processes may differ, and a write may come later than its time says: changes this young are read again. */
const overlapMs = 10_000;
const defaultMostChanges = 2000;

type Opened = { readonly index: SearchIndex; readonly madeFrom: Date };

/** An index that follows its source: each use sees what any process has changed before. */
export function createKeptIndex(ports: KeptIndexPorts) {
  const { source, folder, fold, now, log, mostChanges = defaultMostChanges } = ports;
  const marks = new Map<string, { readonly mark: number; readonly at: number }>();
  let opening: Promise<void> | undefined;
  let index: SearchIndex | undefined;
  let settled = new Date(0);
  let isLayingOut = false;

  function start({ index: opened, madeFrom }: Opened): void {
    index = opened;
    settled = madeFrom;
    marks.clear();
  }

  async function layOutAnew(): Promise<Opened> {
    const madeFrom = new Date(now().getTime() - overlapMs);
    const { bytes, index: laid } = await ports.layOut(
      source.readAll(),
      madeFrom.toISOString(),
      fold,
    );
    await writeKept(folder, source.name, bytes).catch((error: unknown) => {
      log.warn({ ...describeError(error), index: source.name }, 'the search index was not kept');
    });
    return { index: laid, madeFrom };
  }

  async function open(): Promise<void> {
    const kept = await readKept(folder, source.name, fold);
    if (kept.kind === 'read') return start(kept);
    log.info({ code: kept.why, index: source.name }, 'the search index is built anew');
    start(await layOutAnew());
  }

  function apply(changes: readonly Change[], readAt: Date): void {
    for (const { id, mark, at, document } of changes) {
      if ((marks.get(id)?.mark ?? -1) >= mark) continue;
      marks.set(id, { mark, at: at.getTime() });
      if (document === undefined) index?.remove(id);
      else index?.put(document);
    }
    const safe = readAt.getTime() - overlapMs;
    if (safe > settled.getTime()) settled = new Date(safe);
    for (const [id, { at }] of marks) if (at < safe - overlapMs) marks.delete(id);
  }

  function layOutWhenLarge(): void {
    if (isLayingOut || (index?.measure().changes ?? 0) < mostChanges) return;
    isLayingOut = true;
    layOutAnew()
      .then(start, (error: unknown) =>
        log.error(
          { ...describeError(error), index: source.name },
          'the search index was not built',
        ),
      )
      .finally(() => {
        isLayingOut = false;
      });
  }

  return {
    isOpen: (): boolean => index !== undefined,
    /** The index with all that was changed before the call. */
    async use(): Promise<SearchIndex> {
      opening ??= open().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      await opening;
      const readAt = now();
      apply(await source.listChanges(settled), readAt);
      if (index === undefined) throw new Error('the search index was used before it was opened');
      layOutWhenLarge();
      return index;
    },
  };
}
