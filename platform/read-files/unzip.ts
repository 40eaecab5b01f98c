import { crc32, inflateRawSync } from 'node:zlib';
import { ReadFileError } from './fault.ts';
import type { ZipEntry } from './zip-directory.ts';

const localSignature = 0x0403_4b50;
const localBytes = 30;
const stored = 0;
const deflated = 8;

/** Unpacks one member, at most as much as it claimed: more, less or other bytes than claimed throw `file_damaged`. */
export function unzip(bytes: Buffer, entry: ZipEntry): Buffer {
  const unpacked = unpack(slicePacked(bytes, entry), entry);
  if (unpacked.length !== entry.unpackedBytes || crc32(unpacked) !== entry.crc32) {
    throw new ReadFileError('file_damaged');
  }
  return unpacked;
}

function slicePacked(bytes: Buffer, { offset, packedBytes }: ZipEntry): Buffer {
  if (offset + localBytes > bytes.length || bytes.readUInt32LE(offset) !== localSignature) {
    throw new ReadFileError('file_damaged');
  }
  const from =
    offset + localBytes + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  return bytes.subarray(from, from + packedBytes);
}

function unpack(packed: Buffer, { method, unpackedBytes }: ZipEntry): Buffer {
  if (method === stored) return packed;
  if (method !== deflated) throw new ReadFileError('file_kind_refused');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, unpackedBytes) });
  } catch (cause) {
    throw new ReadFileError('file_damaged', { cause });
  }
}
