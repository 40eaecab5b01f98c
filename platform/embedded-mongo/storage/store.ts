import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { MongoError } from '../errors.ts';
import { openTrees } from './data-file.ts';
import { justAfter } from './keys.ts';

/** How long one group of writes may run before it is committed, in ms. */
const GROUP_MS = 8;
/** The longest that a commit waits for others to join it. */
const MAX_PATIENCE_MS = 4;
/** How many entries a walk reads at once: few at first, more as it goes on. */
const CHUNK = { first: 4, most: 256 } as const;

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

export type Store = ReturnType<typeof openStore>;

/**
 * The key-value store: one B-tree for documents and index entries, one for the catalog.
 * `write` answers once an fsync'd commit holds its work; all work that waits shares one commit.
 */
export function openStore(folder: string) {
  const { root, data, catalog } = openTrees(folder);
  let waiting: PendingWrite[] = [];
  let commits = 0;
  // Writers that were answered together come back together: on a slow disk they are waited for.
  let expected = 0;
  let patienceMs = 0;
  let isRunning = false;
  let isClosed = false;
  const hooks = {
    /** Runs inside each write transaction, as its last work. */
    beforeCommit: (): void => undefined,
    /** Runs after a transaction was thrown away: what memory believes must be read again. */
    afterAbort: (): void => undefined,
  };

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
      // It never rejects: what fails rejects its write.
      if (!isRunning) void commitWaiting();
    });
  }

  async function commitWaiting(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      await nextTurn();
      const until = performance.now() + patienceMs;
      while (waiting.length < expected && performance.now() < until) await sleep(1);
      waiting = isClosed ? [] : commit(waiting);
    }
    isRunning = false;
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
        hooks.beforeCommit();
        committing = performance.now();
      });
    } catch (error) {
      hooks.afterAbort();
      // One by one, only what cannot be written fails.
      if (group.length > 1) for (const one of group) commit([one]);
      else group[0]?.reject(toStorageError(error));
      return [];
    }
    commits++;
    expected = answers.length;
    patienceMs = Math.min(Math.floor((performance.now() - committing) / 2), MAX_PATIENCE_MS);
    for (const answer of answers) answer();
    return group.slice(answers.length);
  }

  /** Walks a range; it may rest between two entries, and sees what was written meanwhile. */
  function* entries({ start, end }: Range, isReverse = false): Generator<Entry, undefined> {
    const rest = { start, end };
    for (let limit: number = CHUNK.first; ; limit = Math.min(limit * 4, CHUNK.most)) {
      const before = commits;
      // lmdb walks backwards from `start`, which is then the upper end.
      const back = { start: rest.end, end: rest.start, exclusiveStart: true, inclusiveEnd: true };
      const range = isReverse ? { ...back, reverse: true } : rest;
      const chunk = [...data.getRange({ ...range, limit, snapshot: false })];
      let last: Entry | undefined;
      for (const entry of chunk) {
        yield entry;
        last = entry;
        // What was read ahead may have changed: it is read again.
        if (commits !== before) break;
      }
      const isEnd = chunk.length < limit && last === chunk.at(-1);
      if (last === undefined || isEnd) return undefined;
      if (isReverse) rest.end = last.key;
      else rest.start = justAfter(last.key);
    }
  }

  return {
    catalog,
    write,
    hooks,
    get: (key: Buffer): Buffer | undefined => data.getBinary(key),
    /** The entry of one key, if it is there. */
    lookup(key: Buffer): Entry[] {
      const value = data.getBinary(key);
      return value === undefined ? [] : [{ key, value }];
    },
    put: (key: Buffer, value: Buffer): void => data.putSync(key, value),
    remove: (key: Buffer): void => void data.removeSync(key),
    entries,
    stats: () => root.getStats() as Record<string, unknown>,
    async close() {
      isClosed = true;
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
