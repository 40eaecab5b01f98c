import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { MongoError } from '../errors.ts';

/** Where LMDB's meta page keeps what is read here (MDB_meta behind a page header of 24 bytes). */
const MAGIC_AT = 24;
const MAGIC = 0xbe_ef_c0_de;
const PAGE_SIZE_AT = 48;
const LAST_PAGE_AT = 144;
const TXN_AT = 152;
const META_BYTES = 160;

/** The sizes of a data file: what it has, and what its newest commit reaches. */
export interface FileSizes {
  readonly actual: number;
  readonly wanted: number;
}

/**
 * Reads how long a data file ought to be, before it is mapped: reading a mapped page that is not
 * in the file would end the process. A file that is no database is refused.
 */
export function readFileSizes(path: string): FileSizes {
  if (!existsSync(path) || statSync(path).size === 0) return { actual: 0, wanted: 0 };
  const file = openSync(path, 'r');
  try {
    const first = readMeta(file, 0);
    if (first === undefined) throw damaged(`${path} is no database, or its start is damaged`);
    const second = readMeta(file, first.pageSize);
    if (second === undefined) throw damaged(`${path} was cut off`);
    const { pageSize, lastPage } = first.txn > second.txn ? first : second;
    return { actual: statSync(path).size, wanted: (lastPage + 1) * pageSize };
  } finally {
    closeSync(file);
  }
}

function readMeta(file: number, at: number) {
  const meta = Buffer.alloc(META_BYTES);
  const count = readSync(file, meta, 0, META_BYTES, at);
  if (count < META_BYTES || meta.readUInt32LE(MAGIC_AT) !== MAGIC) return undefined;
  return {
    pageSize: meta.readUInt32LE(PAGE_SIZE_AT),
    lastPage: Number(meta.readBigUInt64LE(LAST_PAGE_AT)),
    txn: meta.readBigUInt64LE(TXN_AT),
  };
}

/** The refusal of a data file that cannot be trusted. */
export function damaged(what: string): MongoError {
  return new MongoError('InternalError', `${what}: restore a backup`);
}
