import { closeSync, existsSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { open, type Database } from 'lmdb';
import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';

/** Where LMDB's first page has its mark and the size of pages (MDB_meta behind 24 bytes). */
const [MAGIC_AT, MAGIC, PAGE_SIZE_AT] = [24, 0xbe_ef_c0_de, 48];
export const BINARY = { encoding: 'binary', keyEncoding: 'binary' } as const;

/**
 * Opens the B-trees of a folder. A file that is shorter than its newest commit must prove that it
 * lost nothing: pages that were freed by the commit that took them are never written.
 */
export function openTrees(folder: string) {
  const file = join(folder, 'data.mdb');
  const size = existsSync(file) ? statSync(file).size : 0;
  if (size > 0) checkHead(file, size);
  // The commit waits for the disk itself: an answered write is on it.
  const options = { ...BINARY, path: folder, overlappingSync: false, maxDbs: 4 };
  const root = open<Buffer, Buffer>(options);
  const { pageSize, lastPageNumber }: Record<string, unknown> = root.getStats();
  const wanted = (Number(lastPageNumber) + 1) * Number(pageSize);
  const isShort = size < wanted;
  // Reading a mapped page that is not in the file would end the process.
  if (isShort) truncateSync(file, wanted);
  try {
    const data = root.openDB<Buffer, Buffer>('data', BINARY);
    const catalog = root.openDB<Buffer, Buffer>('catalog', BINARY);
    if (isShort) [catalog, data].forEach(checkPages);
    return { root, data, catalog };
  } catch (error) {
    void root.close();
    if (!isShort) throw error;
    truncateSync(file, size);
    throw damaged(`${file} was cut off`);
  }
}

/** LMDB itself would end the process over a file that is no database, or has not even its head. */
function checkHead(path: string, size: number): void {
  const head = Buffer.alloc(64);
  const file = openSync(path, 'r');
  readSync(file, head);
  closeSync(file);
  const isDatabase = head.readUInt32LE(MAGIC_AT) === MAGIC;
  if (!isDatabase) throw damaged(`${path} is no database, or its start is damaged`);
  if (size < 2 * head.readUInt32LE(PAGE_SIZE_AT)) throw damaged(`${path} was cut off`);
}

/** Reads every page: one that the file lost reads as zeros, which is no entry. */
function checkPages(tree: Database<Buffer, Buffer>): void {
  for (const { value } of tree.getRange({})) {
    const length = value.length < 4 ? undefined : value.readInt32LE(0);
    if (length === 0) throw damaged('an entry');
    if (length === value.length) decodeDocument(value);
  }
}

function damaged(what: string): MongoError {
  return new MongoError('InternalError', `${what}: restore a backup`);
}
