import { closeSync, existsSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { open, type Database } from 'lmdb';
import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';

/** Where LMDB's meta page keeps what is read here (MDB_meta behind a page header of 24 bytes). */
const META = { magic: 24, pageSize: 48, lastPage: 144, txn: 152, bytes: 160 } as const;
const MAGIC = 0xbe_ef_c0_de;
const BINARY = { encoding: 'binary', keyEncoding: 'binary' } as const;

/**
 * Opens the data file. One that is shorter than its newest commit must prove that it lost nothing:
 * pages that were freed by the commit that took them are never written, so only looking tells.
 */
export function openTrees(folder: string): ReturnType<typeof mapTrees> {
  const file = join(folder, 'data.mdb');
  const size = existsSync(file) ? statSync(file).size : 0;
  const wanted = size === 0 ? 0 : readWantedSize(file);
  if (size >= wanted) return mapTrees(folder);
  // Reading a mapped page that is not in the file would end the process.
  truncateSync(file, wanted);
  try {
    const trees = mapTrees(folder);
    if (isReadable(trees.catalog) && isReadable(trees.data)) return trees;
    void trees.root.close();
  } catch {
    // What cannot even be opened is damaged, too.
  }
  truncateSync(file, size);
  throw damaged(`${file} was cut off`);
}

/** Opens the B-trees of a folder. */
function mapTrees(folder: string) {
  // The commit waits for the disk itself: an answered write is on it.
  const options = { ...BINARY, path: folder, overlappingSync: false, maxDbs: 4 };
  const root = open<Buffer, Buffer>(options);
  const data = root.openDB<Buffer, Buffer>('data', BINARY);
  return { root, data, catalog: root.openDB<Buffer, Buffer>('catalog', BINARY) };
}

/** How long the file ought to be by its newest commit; a file that is no database is refused. */
function readWantedSize(path: string): number {
  const file = openSync(path, 'r');
  try {
    const first = readMeta(file, 0);
    if (first === undefined) throw damaged(`${path} is no database, or its start is damaged`);
    const second = readMeta(file, first.pageSize);
    if (second === undefined) throw damaged(`${path} was cut off`);
    const { pageSize, lastPage } = first.txn > second.txn ? first : second;
    return (lastPage + 1) * pageSize;
  } finally {
    closeSync(file);
  }
}

function readMeta(file: number, at: number) {
  const meta = Buffer.alloc(META.bytes);
  const count = readSync(file, meta, 0, META.bytes, at);
  if (count < META.bytes || meta.readUInt32LE(META.magic) !== MAGIC) return undefined;
  return {
    pageSize: meta.readUInt32LE(META.pageSize),
    lastPage: Number(meta.readBigUInt64LE(META.lastPage)),
    txn: meta.readBigUInt64LE(META.txn),
  };
}

/** Can every page be read? A page that the file lost reads as zeros, which is no entry. */
function isReadable(tree: Database<Buffer, Buffer>): boolean {
  for (const { value } of tree.getRange({})) {
    if (value.length < 4) continue;
    const length = value.readInt32LE(0);
    if (length === 0) return false;
    if (length === value.length) decodeDocument(value);
  }
  return true;
}

function damaged(what: string): MongoError {
  return new MongoError('InternalError', `${what}: restore a backup`);
}
