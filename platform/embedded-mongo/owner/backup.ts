import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { open, type Database, type PutOptions } from 'lmdb';
import { decodeDocument } from '../bson/decode.ts';
import { badValue, MongoError } from '../errors.ts';
import { endOf } from '../storage/keys.ts';
import { BINARY, openTrees } from '../storage/data-file.ts';
import { openEngine } from '../storage/engine.ts';
import { type Folder, openFolder } from './folder.ts';
import { tryLock } from './lock.ts';

const DATA_FILE = 'data.mdb';
/** A checked copy of a backup that waits for the owner to take it up. */
const WAITING_FILE = 'restore.mdb';
const TAKE_UP_TIMEOUT_MS = 60_000;
const ENTRIES_AT_ONCE = 10_000;

const APPEND: PutOptions = { append: true };

type Tree = Database<Buffer, Buffer>;

/**
 * Copies one consistent state of the data into `target`, an empty or new folder, entry by entry: a page
 * taken as it lies may still hold words that were deleted. Works while the folder is served.
 */
export async function backupFolder(dataDir: string, target: string): Promise<void> {
  fs.mkdirSync(target, { recursive: true, mode: 0o700 });
  if (fs.readdirSync(target).length > 0) throw badValue(`the folder is not empty: ${target}`);
  const { path } = openFolder(dataDir);
  if (!fs.existsSync(join(path, DATA_FILE))) throw badValue(`no data in ${dataDir}`);
  const options = { ...BINARY, path, readOnly: true, overlappingSync: false, maxDbs: 4 };
  const from = open<Buffer, Buffer>(options);
  const draft = join(target, 'draft');
  fs.mkdirSync(draft, { mode: 0o700 });
  const to = openTrees(draft);
  const trees = (['catalog', 'data'] as const).map((name): [Tree, Tree] => [
    from.openDB<Buffer, Buffer>(name, BINARY),
    to[name],
  ]);
  const transaction = from.useReadTransaction();
  try {
    for (const [tree, copy] of trees) copyEntries(tree.getRange({ transaction }), copy);
    // Without the pages that its own commits freed.
    await to.root.backup(target, true);
  } finally {
    transaction.done();
    await to.root.close();
    await from.close();
    fs.rmSync(draft, { recursive: true });
  }
}

function copyEntries(entries: Iterable<{ key: Buffer; value: Buffer }>, to: Tree): void {
  const rest = entries[Symbol.iterator]();
  const copySome = (): boolean => {
    for (let count = 0; count < ENTRIES_AT_ONCE; count++) {
      const { done, value: entry } = rest.next();
      if (done === true) return false;
      to.putSync(entry.key, entry.value, APPEND);
    }
    return true;
  };
  while (to.transactionSync(copySome));
}

/**
 * Puts a backup in the place of a folder's data, which is kept beside it as `data.mdb.old`.
 * A process that serves the folder does it within a second or so: its clients wait meanwhile and
 * all cursors end. A damaged backup is refused before that.
 */
export async function restoreFolder(backup: string, dataDir: string): Promise<void> {
  const source = join(backup, DATA_FILE);
  if (!fs.existsSync(source)) throw badValue(`no backup in ${backup}`);
  const folder = openFolder(dataDir);
  const draft = join(folder.path, 'restore');
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft);
  try {
    fs.copyFileSync(source, join(draft, DATA_FILE));
    await checkData(draft);
    flush(join(draft, DATA_FILE));
    fs.renameSync(join(draft, DATA_FILE), join(folder.path, WAITING_FILE));
  } finally {
    fs.rmSync(draft, { recursive: true });
  }
  const until = performance.now() + TAKE_UP_TIMEOUT_MS;
  for (; isRestoreWaiting(folder) && performance.now() < until; await sleep(50)) {
    const lock = await tryLock(folder.lock);
    if (lock !== undefined) takeUpRestore(folder);
    await lock?.close();
  }
  if (!isRestoreWaiting(folder)) return;
  throw new MongoError('InternalError', 'the owner will restore when it starts again');
}

/** Reads every document: what cannot be opened or read, or is not whole, is refused. */
async function checkData(path: string): Promise<void> {
  const { store, catalog } = await openEngine(path, () => new Date());
  try {
    for (const { namespace, prefix, count } of catalog.all()) {
      let found = 0;
      for (const { value } of store.entries({ start: prefix, end: endOf(prefix) })) {
        decodeDocument(value);
        found++;
      }
      if (found !== count) throw badValue(`${namespace} has ${found} of ${count} documents`);
    }
  } finally {
    await store.close();
  }
}

export function isRestoreWaiting({ path }: Folder): boolean {
  return fs.existsSync(join(path, WAITING_FILE));
}

/**
 * Puts a waiting restore in the data's place; only for the owner, while the data is not open.
 * Wherever it is cut short there is a whole data file, the old one or the new one.
 */
export function takeUpRestore(folder: Folder): void {
  if (!isRestoreWaiting(folder)) return;
  const file = join(folder.path, DATA_FILE);
  fs.rmSync(`${file}.old`, { force: true });
  if (fs.existsSync(file)) fs.linkSync(file, `${file}.old`);
  fs.rmSync(join(folder.path, 'lock.mdb'), { force: true });
  fs.renameSync(join(folder.path, WAITING_FILE), file);
  if (process.platform !== 'win32') flush(folder.path);
}

function flush(path: string): void {
  const file = fs.openSync(path, 'r');
  fs.fsyncSync(file);
  fs.closeSync(file);
}
