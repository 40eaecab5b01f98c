import { decodeName } from './decode-text.ts';
import { ReadFileError } from './fault.ts';
import type { ReadLimits } from './limits.ts';

/** One member of a ZIP as its central directory names it; sizes are claims until it was unpacked. */
export type ZipEntry = {
  readonly path: string;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly offset: number;
};

type DirectoryLimits = Pick<ReadLimits, 'maxUnpackedBytes' | 'maxFiles'>;

const endSignature = 0x0605_4b50;
const entrySignature = 0x0201_4b50;
const endBytes = 22;
const entryBytes = 46;
const longestComment = 0xffff;
const encryptedFlag = 1;
const utf8Flag = 1 << 11;
/** In place of a 32-bit number: the true one is in a ZIP64 field. Nothing that we take is that large. */
const elsewhere = 0xffff_ffff;
const mostEntriesOfOffice = 2000;

/**
 * Lists what a ZIP holds, without unpacking any of it. Throws ReadFileError for too many members, too much unpacked,
 * encryption, ZIP64, members that share bytes, and paths that lead out of their folder.
 */
export function readZipDirectory(
  bytes: Buffer,
  { maxUnpackedBytes, maxFiles }: DirectoryLimits,
): readonly ZipEntry[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > Math.max(maxFiles, mostEntriesOfOffice)) {
    throw new ReadFileError('archive_too_many_files');
  }
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(bytes, at);
    at = next;
    entries.push(entry);
  }
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packedBytes, 0);
  if (unpacked > maxUnpackedBytes) throw new ReadFileError('archive_too_large');
  // Members laid over each other claim more bytes than the file has.
  if (packed > bytes.length) throw new ReadFileError('archive_too_large');
  return entries;
}

function findEnd(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - endBytes - longestComment);
  for (let at = bytes.length - endBytes; at >= earliest; at -= 1) {
    if (bytes.readUInt32LE(at) === endSignature) return at;
  }
  throw new ReadFileError('file_damaged');
}

function readEntry(bytes: Buffer, at: number): { readonly entry: ZipEntry; readonly next: number } {
  if (at + entryBytes > bytes.length || bytes.readUInt32LE(at) !== entrySignature) {
    throw new ReadFileError('file_damaged');
  }
  const flags = bytes.readUInt16LE(at + 8);
  if ((flags & encryptedFlag) !== 0) throw new ReadFileError('file_encrypted');
  const nameBytes = bytes.readUInt16LE(at + 28);
  const name = bytes.subarray(at + entryBytes, at + entryBytes + nameBytes);
  const entry: ZipEntry = {
    path: decodeName(name, (flags & utf8Flag) !== 0),
    method: bytes.readUInt16LE(at + 10),
    crc32: bytes.readUInt32LE(at + 16),
    packedBytes: bytes.readUInt32LE(at + 20),
    unpackedBytes: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
  };
  const { packedBytes, unpackedBytes, offset } = entry;
  if ([packedBytes, unpackedBytes, offset].includes(elsewhere)) {
    throw new ReadFileError('archive_too_large');
  }
  if (isTricky(entry.path)) throw new ReadFileError('archive_path_refused');
  const next =
    at + entryBytes + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  return { entry, next };
}

/** Nothing is ever written under such a name; an archive that tries it is not what it seems. */
function isTricky(path: string): boolean {
  const parts = path.split(/[\\/]/);
  return (
    path === '' ||
    /^[\\/]|^[A-Za-z]:/.test(path) ||
    path.includes('\0') ||
    parts.includes('..') ||
    path.length > 1000
  );
}
