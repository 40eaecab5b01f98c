import { open, type Database, type RootDatabase } from 'lmdb';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import { damaged, readFileSizes } from './check-file.ts';

/** How long one group of writes may run before it is committed, in ms. */
const GROUP_MS = 8;
const BINARY = { encoding: 'binary', keyEncoding: 'binary' } as const;

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
  const beforeCommit: (() => void)[] = [];
  const afterAbort: (() => void)[] = [];
  let waiting: PendingWrite[] = [];
  let isScheduled = false;
  let isClosed = false;

  function write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (isClosed) return reject(shuttingDown());
      const run = (): (() => void) => {
        const result = work();
        return () => resolve(result);
      };
      waiting.push({ run, reject });
      schedule();
    });
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      const group = waiting;
      waiting = [];
      const left = commit(group);
      if (left.length === 0 && waiting.length === 0) return;
      waiting = [...left, ...waiting];
      schedule();
    });
  }

  /** Commits what fits into one group's time and answers it; gives back the rest. */
  function commit(group: PendingWrite[]): PendingWrite[] {
    const until = performance.now() + GROUP_MS;
    const answers: (() => void)[] = [];
    let done = 0;
    try {
      root.transactionSync(() => {
        for (const next of group) {
          if (done > 0 && performance.now() > until) break;
          done++;
          answers.push(attempt(next));
        }
        for (const hook of beforeCommit) hook();
      });
    } catch (error) {
      for (const hook of afterAbort) hook();
      if (done > 1) for (const one of group.slice(0, done)) commit([one]);
      else group[0]?.reject(toStorageError(error));
      return group.slice(done);
    }
    for (const answer of answers) answer();
    return group.slice(done);
  }

  return {
    data,
    catalog,
    write,
    /** Runs inside each write transaction, as its last work. */
    onBeforeCommit: (hook: () => void) => beforeCommit.push(hook),
    /** Runs after a transaction was thrown away: what memory believes must be read again. */
    onAbort: (hook: () => void) => afterAbort.push(hook),
    get: (key: Buffer): Buffer | undefined => data.getBinary(key),
    has: (key: Buffer): boolean => data.doesExist(key),
    put: (key: Buffer, value: Buffer): void => data.putSync(key, value),
    remove(key: Buffer): void {
      data.removeSync(key);
    },
    entries: (range: Range & { readonly reverse?: boolean; readonly limit?: number }) =>
      data.getRange({ ...toLmdbRange(range), snapshot: false }) as Iterable<Entry>,
    keys: (range: Range & { readonly limit?: number }) =>
      data.getKeys({ ...toLmdbRange(range), snapshot: false }) as Iterable<Buffer>,
    /** Copies a consistent, compacted state to `path` while others read and write. */
    backup: (path: string) => root.backup(path, true),
    stats: () => root.getStats() as Record<string, unknown>,
    async close() {
      isClosed = true;
      for (const { reject } of waiting) reject(shuttingDown());
      waiting = [];
      await root.close();
    },
  };
}

interface Trees {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly data: Database<Buffer, Buffer>;
  readonly catalog: Database<Buffer, Buffer>;
}

/** Opens the file; one that is shorter than its newest commit must prove that it lost nothing. */
function openTrees(folder: string): Trees {
  const file = join(folder, 'data.mdb');
  const { actual, wanted } = readFileSizes(file);
  if (actual >= wanted) return mapTrees(folder);
  // Pages that were freed by the commit that took them are never written: only looking tells.
  truncateSync(file, wanted);
  try {
    const trees = mapTrees(folder);
    if (isReadable([trees.catalog, trees.data])) return trees;
    void trees.root.close();
  } catch {
    // What cannot even be opened is damaged, too.
  }
  truncateSync(file, actual);
  throw damaged(`${file} was cut off`);
}

function mapTrees(folder: string): Trees {
  const root = open<Buffer, Buffer>({
    path: folder,
    ...BINARY,
    // The commit waits for the disk itself: an answered write is on it.
    overlappingSync: false,
    maxDbs: 4,
  });
  const data = root.openDB<Buffer, Buffer>('data', BINARY);
  return { root, data, catalog: root.openDB<Buffer, Buffer>('catalog', BINARY) };
}

/** Can every page be read? A page that the file lost reads as zeros, which is no entry. */
function isReadable(trees: readonly Database<Buffer, Buffer>[]): boolean {
  try {
    for (const tree of trees) {
      for (const { value } of tree.getRange({})) {
        if (value.length >= 5 && value.readInt32LE(0) === value.length) decodeDocument(value);
        else if (value.length >= 4 && value.readInt32LE(0) === 0) return false;
      }
    }
    return true;
  } catch {
    return false;
  }
}

/** lmdb walks backwards from `start`, which is then the upper end. */
function toLmdbRange(range: Range & { readonly reverse?: boolean; readonly limit?: number }) {
  const { start, end, reverse, ...rest } = range;
  return reverse === true
    ? { ...rest, start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true }
    : { ...rest, start, end };
}

/** Runs one write; a refusal is that write's own answer, anything else aborts the group. */
function attempt({ run, reject }: PendingWrite): () => void {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    return () => reject(error);
  }
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
