import { MongoError } from '../errors.ts';
import { openTrees } from './data-file.ts';

/** How long one group of writes may run before it is committed, in ms. */
const GROUP_MS = 8;
/** The longest that a commit waits for others to join it. */
const MAX_PATIENCE_MS = 4;

export interface Range {
  readonly start: Buffer;
  readonly end: Buffer;
}

/** One key and its bytes; both are copies. */
export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

interface PendingWrite {
  /** Does the work; gives back what answers it once it is committed. */
  readonly run: () => () => void;
  readonly reject: (error: unknown) => void;
}

interface Watcher {
  /** Runs inside each write transaction, as its last work. */
  readonly beforeCommit: () => void;
  /** Runs after a transaction was thrown away: what memory believes must be read again. */
  readonly afterAbort: () => void;
}

export type Store = ReturnType<typeof openStore>;

/**
 * The key-value store: one B-tree for documents and index entries, one for the catalog.
 * `write` answers once an fsync'd commit holds its work; all work that waits shares one commit.
 */
export function openStore(folder: string) {
  const { root, data, catalog } = openTrees(folder);
  let watcher: Watcher | undefined;
  let waiting: PendingWrite[] = [];
  let commits = 0;
  // Writers that were answered together come back together: on a slow disk they are waited for.
  let expected = 0;
  let patienceMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let next: NodeJS.Immediate | undefined;
  let isClosed = false;

  function write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (isClosed) return reject(shuttingDown());
      const run = (): (() => void) => {
        try {
          const result = work();
          return () => resolve(result);
        } catch (error) {
          // A refusal is this write's own answer, anything else aborts the group.
          if (error instanceof MongoError) return () => reject(error);
          throw error;
        }
      };
      waiting.push({ run, reject });
      schedule();
    });
  }

  function schedule(): void {
    if (waiting.length === 0) return;
    const isPatient = waiting.length < expected && patienceMs >= 1;
    if (isPatient) timer ??= setTimeout(commitWaiting, patienceMs);
    else next ??= setImmediate(commitWaiting);
  }

  function unschedule(): void {
    clearTimeout(timer);
    clearImmediate(next);
    timer = next = undefined;
  }

  function commitWaiting(): void {
    unschedule();
    waiting = commit(waiting);
    schedule();
  }

  /** Commits what fits into one group's time and answers it; gives back the rest. */
  function commit(group: readonly PendingWrite[]): PendingWrite[] {
    const until = performance.now() + GROUP_MS;
    let committing = 0;
    const answers: (() => void)[] = [];
    try {
      root.transactionSync(() => {
        for (const { run } of group) {
          if (answers.length > 0 && performance.now() > until) break;
          answers.push(run());
        }
        watcher?.beforeCommit();
        committing = performance.now();
      });
    } catch (error) {
      watcher?.afterAbort();
      // One by one, only what cannot be written fails.
      if (group.length > 1) for (const one of group) commit([one]);
      else group[0]?.reject(toStorageError(error));
      return [];
    }
    commits++;
    expected = answers.length;
    patienceMs = Math.min((performance.now() - committing) / 2, MAX_PATIENCE_MS);
    for (const answer of answers) answer();
    return group.slice(answers.length);
  }

  return {
    catalog,
    write,
    /** Changes whenever what is stored may have. */
    commits: () => commits,
    watch: (one: Watcher) => (watcher = one),
    get: (key: Buffer): Buffer | undefined => data.getBinary(key),
    put: (key: Buffer, value: Buffer): void => data.putSync(key, value),
    remove: (key: Buffer): void => void data.removeSync(key),
    entries({
      start,
      end,
      isReverse = false,
      limit,
    }: Range & { isReverse?: boolean; limit?: number }) {
      // lmdb walks backwards from `start`, which is then the upper end.
      const backwards = { start: end, end: start, exclusiveStart: true, inclusiveEnd: true };
      const range = isReverse ? { ...backwards, reverse: true } : { start, end };
      const most = limit === undefined ? {} : { limit };
      return data.getRange({ ...range, ...most, snapshot: false }) as Iterable<Entry>;
    },
    stats: () => root.getStats() as Record<string, unknown>,
    async close() {
      isClosed = true;
      unschedule();
      for (const { reject } of waiting) reject(shuttingDown());
      waiting = [];
      await root.close();
    },
  };
}

function shuttingDown(): MongoError {
  return new MongoError('InterruptedAtShutdown', 'the embedded database is shutting down');
}

function toStorageError(error: unknown): unknown {
  const message = String(error);
  // A short write, which is how a disk fills up, is an input/output error to LMDB.
  const isFull = /MDB_MAP_FULL|No space left|File too large|quota|Input.output/i.test(message);
  return isFull ? new MongoError('OutOfDiskSpace', `the disk takes no more: ${message}`) : error;
}
