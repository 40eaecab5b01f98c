import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { badValue, MongoError } from '../errors.ts';
import { openEngine } from '../storage/engine.ts';
import { openFolder } from './folder.ts';
import { tryLock } from './lock.ts';

const DATA_FILE = 'data.mdb';

/**
 * Copies one consistent, compacted state of the data into `target`, an empty or new folder.
 * Works while the folder is served: readers and writers do not notice.
 */
export async function backupFolder(dataDir: string, target: string): Promise<void> {
  mkdirSync(target, { recursive: true, mode: 0o700 });
  if (readdirSync(target).length > 0) throw badValue(`the backup folder is not empty: ${target}`);
  const path = openFolder(dataDir).store;
  if (!existsSync(join(path, DATA_FILE))) throw badValue(`no data in ${dataDir}`);
  const source = open({ path, readOnly: true, overlappingSync: false, maxDbs: 4 });
  try {
    await source.backup(target, true);
  } finally {
    await source.close();
  }
}

/**
 * Puts a backup in the place of a folder's data, which is kept beside it as `data.mdb.old`.
 * No process may be using the folder meanwhile: that is refused.
 */
export async function restoreFolder(backup: string, dataDir: string): Promise<void> {
  const source = join(backup, DATA_FILE);
  if (!existsSync(source)) throw badValue(`no backup in ${backup}`);
  const folder = openFolder(dataDir);
  const lock = await tryLock(folder.lock);
  if (lock === undefined) {
    throw new MongoError('IllegalOperation', 'stop every process that uses the folder first');
  }
  const target = join(folder.store, DATA_FILE);
  try {
    copyFileSync(source, `${target}.new`);
    if (existsSync(target)) renameSync(target, `${target}.old`);
    renameSync(`${target}.new`, target);
    rmSync(join(folder.store, 'lock.mdb'), { force: true });
    const { store } = await openEngine(folder.store, () => new Date());
    await store.close();
  } finally {
    await lock.release();
  }
}
