import { isUtf8 } from 'node:buffer';
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { isInt32, setField, type Document } from '../types.ts';
import {
  type Cursor,
  closeDocument,
  endOfName,
  malformed,
  need,
  openDocument,
  skipValue,
  takeSize,
  takeType,
} from './cursor.ts';

const MAX_DATE_MS = 8.64e15;
const minKey = new MinKey();
const maxKey = new MaxKey();

/** Decodes one document, checking sizes, UTF-8 and depth. With `only`, other top fields are skipped. */
export function decodeDocument(bytes: Buffer, start = 0, only?: ReadonlySet<string>): Document {
  const cursor = { bytes, at: start };
  return readDocument(cursor, bytes.length, 1, only);
}

function readDocument(
  cursor: Cursor,
  limit: number,
  depth: number,
  only?: ReadonlySet<string>,
): Document {
  const document: Document = {};
  const end = openDocument(cursor, limit, depth);
  for (let type = takeType(cursor, end); type !== 0; type = takeType(cursor, end)) {
    const name = readName(cursor, end);
    if (only !== undefined && !only.has(name)) skipValue(cursor, type, end);
    else setField(document, name, readValue(cursor, type, end, depth));
  }
  closeDocument(cursor, end);
  return document;
}

function readArray(cursor: Cursor, limit: number, depth: number): unknown[] {
  const array: unknown[] = [];
  const end = openDocument(cursor, limit, depth);
  for (let type = takeType(cursor, end); type !== 0; type = takeType(cursor, end)) {
    cursor.at = endOfName(cursor, end) + 1;
    array.push(readValue(cursor, type, end, depth));
  }
  closeDocument(cursor, end);
  return array;
}

function readName(cursor: Cursor, end: number): string {
  const { bytes, at } = cursor;
  let stop = at;
  let seen = 0;
  while (stop < end) {
    const byte = bytes[stop] ?? 0;
    if (byte === 0) break;
    seen |= byte;
    stop++;
  }
  if (stop >= end) throw malformed('a name without an end');
  cursor.at = stop + 1;
  return seen < 128 ? asciiName(bytes, at, stop) : toText(bytes, at, stop);
}

function asciiName(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to);
}

function toText(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('utf8', from, to);
  if (text.includes('\uFFFD') && !isUtf8(bytes.subarray(from, to))) throw malformed('bad UTF-8');
  return text;
}

function readString(cursor: Cursor, limit: number): string {
  const size = takeSize(cursor, limit, 1);
  need(cursor, size, limit);
  const from = cursor.at;
  const stop = from + size - 1;
  if (cursor.bytes[stop] !== 0) throw malformed('a string without an end');
  cursor.at = stop + 1;
  return toText(cursor.bytes, from, stop);
}

function readBinary(cursor: Cursor, limit: number): Binary {
  const size = takeSize(cursor, limit, 0);
  need(cursor, size + 1, limit);
  const subtype = cursor.bytes[cursor.at] ?? 0;
  const from = cursor.at + 1;
  cursor.at = from + size;
  return new Binary(Buffer.from(cursor.bytes.subarray(from, from + size)), subtype);
}

function takeBytes(cursor: Cursor, count: number, end: number): Buffer {
  need(cursor, count, end);
  const from = cursor.at;
  cursor.at += count;
  return Buffer.from(cursor.bytes.subarray(from, cursor.at));
}

function readLong(cursor: Cursor, end: number): Long {
  need(cursor, 8, end);
  const at = cursor.at;
  cursor.at += 8;
  return new Long(cursor.bytes.readInt32LE(at), cursor.bytes.readInt32LE(at + 4));
}

function readDouble(cursor: Cursor, end: number): number | Double {
  need(cursor, 8, end);
  const value = cursor.bytes.readDoubleLE(cursor.at);
  cursor.at += 8;
  return isInt32(value) ? new Double(value) : value;
}

function readInt32(cursor: Cursor, end: number): number {
  need(cursor, 4, end);
  const value = cursor.bytes.readInt32LE(cursor.at);
  cursor.at += 4;
  return value;
}

function readBoolean(cursor: Cursor, end: number): boolean {
  need(cursor, 1, end);
  const byte = cursor.bytes[cursor.at++];
  if (byte !== 0 && byte !== 1) throw malformed('a boolean that is neither');
  return byte === 1;
}

function readDate(cursor: Cursor, end: number): Date {
  const ms = readLong(cursor, end).toNumber();
  if (Math.abs(ms) > MAX_DATE_MS) throw malformed('a date outside the years that JavaScript knows');
  return new Date(ms);
}

function readRegExp(cursor: Cursor, end: number): BSONRegExp {
  const pattern = readName(cursor, end);
  return new BSONRegExp(pattern, readName(cursor, end));
}

function readTimestamp(cursor: Cursor, end: number): Timestamp {
  return new Timestamp(readLong(cursor, end).toUnsigned());
}

type Reader = (cursor: Cursor, end: number, depth: number) => unknown;

/** Readers by BSON's type byte; the deprecated types are malformed here. */
const READERS = new Map<number, Reader>([
  [0x01, readDouble],
  [0x02, readString],
  [0x03, (cursor, end, depth) => readDocument(cursor, end, depth + 1)],
  [0x04, (cursor, end, depth) => readArray(cursor, end, depth + 1)],
  [0x05, readBinary],
  [0x07, (cursor, end) => new ObjectId(takeBytes(cursor, 12, end))],
  [0x08, readBoolean],
  [0x09, readDate],
  [0x0a, () => null],
  [0x0b, readRegExp],
  [0x0d, (cursor, end) => new Code(readString(cursor, end))],
  [0x10, readInt32],
  [0x11, readTimestamp],
  [0x12, readLong],
  [0x13, (cursor, end) => new Decimal128(takeBytes(cursor, 16, end))],
  [0x7f, () => maxKey],
  [0xff, () => minKey],
]);

function readValue(cursor: Cursor, type: number, end: number, depth: number): unknown {
  const read = READERS.get(type);
  if (read === undefined) throw malformed(`the type ${type}, deprecated or unknown`);
  return read(cursor, end, depth);
}
