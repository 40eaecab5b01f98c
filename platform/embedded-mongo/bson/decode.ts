import { isUtf8 } from 'node:buffer';
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { setField, toDouble, type Document } from '../types.ts';

/** MongoDB's own limit on nesting; it also keeps a hostile frame from exhausting the stack. */
const MAX_DEPTH = 200;
const MAX_DATE_MS = 8.64e15;

/** Bytes that are no BSON document: the connection that sent them is closed. */
export class MalformedBsonError extends Error {}

const malformed = (what: string): MalformedBsonError => new MalformedBsonError(`bad BSON: ${what}`);

/** Where in the bytes a reader stands. */
interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/** Decodes one document, checking sizes, UTF-8 and depth. With `only`, other top fields are skipped. */
export function decodeDocument(bytes: Buffer, start = 0, only?: ReadonlySet<string>): Document {
  return readElements<Document>({}, { bytes, at: start }, bytes.length, 1, only);
}

function readElements<Target extends Document | unknown[]>(
  target: Target,
  cursor: Cursor,
  limit: number,
  depth: number,
  only?: ReadonlySet<string>,
): Target {
  if (depth > MAX_DEPTH) throw malformed('nested too deep');
  const end = cursor.at + readInt32(cursor, limit);
  if (end > limit || end <= cursor.at) throw malformed('a size that does not fit');
  for (let type = takeByte(cursor, end); type !== 0; type = takeByte(cursor, end)) {
    const name = readName(cursor, end);
    if (only !== undefined && !only.has(name)) skipValue(cursor, type, end);
    else if (Array.isArray(target)) target.push(readValue(cursor, type, end, depth));
    else setField(target, name, readValue(cursor, type, end, depth));
  }
  if (cursor.at !== end) throw malformed('a document that ends early');
  return target;
}

/** Steps over bytes that must be there; gives back where they start. */
function take(cursor: Cursor, count: number, end: number): number {
  const { at } = cursor;
  if (count < 0 || count > end - at) throw malformed('a value that is cut off');
  cursor.at = at + count;
  return at;
}

function takeByte(cursor: Cursor, end: number): number {
  return cursor.bytes[take(cursor, 1, end)] ?? 0;
}

function takeCopy(cursor: Cursor, count: number, end: number): Buffer {
  const at = take(cursor, count, end);
  return Buffer.from(cursor.bytes.subarray(at, cursor.at));
}

function readInt32(cursor: Cursor, end: number): number {
  return cursor.bytes.readInt32LE(take(cursor, 4, end));
}

function readLong(cursor: Cursor, end: number): Long {
  return new Long(readInt32(cursor, end), readInt32(cursor, end));
}

function readName(cursor: Cursor, end: number): string {
  const { bytes, at } = cursor;
  let stop = at;
  let seen = 0;
  for (let byte = bytes[stop]; byte !== 0 && stop < end; byte = bytes[++stop]) seen |= byte ?? 0;
  take(cursor, stop + 1 - at, end);
  return seen < 128 ? bytes.toString('latin1', at, stop) : toText(bytes, at, stop);
}

function readString(cursor: Cursor, end: number): string {
  const size = readInt32(cursor, end);
  const at = take(cursor, size, end);
  if (size < 1 || cursor.bytes[cursor.at - 1] !== 0) throw malformed('a string without an end');
  return toText(cursor.bytes, at, cursor.at - 1);
}

function toText(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('utf8', from, to);
  if (text.includes('\uFFFD') && !isUtf8(bytes.subarray(from, to))) throw malformed('bad UTF-8');
  return text;
}

function readBinary(cursor: Cursor, end: number): Binary {
  const size = readInt32(cursor, end);
  const subtype = takeByte(cursor, end);
  return new Binary(takeCopy(cursor, size, end), subtype);
}

function readDate(cursor: Cursor, end: number): Date {
  const ms = readLong(cursor, end).toNumber();
  if (Math.abs(ms) > MAX_DATE_MS) throw malformed('a date outside the years that JavaScript knows');
  return new Date(ms);
}

type Reader = (cursor: Cursor, end: number, depth: number) => unknown;

/** Readers by BSON's type byte; the deprecated types are malformed here. */
const READERS = new Map<number, Reader>([
  [0x01, (cursor, end) => toDouble(cursor.bytes.readDoubleLE(take(cursor, 8, end)))],
  [0x02, readString],
  [0x03, (cursor, end, depth) => readElements({}, cursor, end, depth + 1)],
  [0x04, (cursor, end, depth) => readElements([], cursor, end, depth + 1)],
  [0x05, readBinary],
  [0x07, (cursor, end) => new ObjectId(takeCopy(cursor, 12, end))],
  [0x08, (cursor, end) => takeByte(cursor, end) !== 0],
  [0x09, readDate],
  [0x0a, () => null],
  [0x0b, (cursor, end) => new BSONRegExp(readName(cursor, end), readName(cursor, end))],
  [0x0d, (cursor, end) => new Code(readString(cursor, end))],
  [0x10, readInt32],
  [0x11, (cursor, end) => new Timestamp(readLong(cursor, end).toUnsigned())],
  [0x12, readLong],
  [0x13, (cursor, end) => new Decimal128(takeCopy(cursor, 16, end))],
  [0x7f, () => new MaxKey()],
  [0xff, () => new MinKey()],
]);

function readValue(cursor: Cursor, type: number, end: number, depth: number): unknown {
  const read = READERS.get(type);
  if (read === undefined) throw malformed(`the type ${type}, deprecated or unknown`);
  return read(cursor, end, depth);
}

type Sizes = { readonly [type: number]: number };
const FIXED_SIZES: Sizes = { 1: 8, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16 };
/** What the size that a value begins with leaves out. */
const MORE_THAN_TOLD: Sizes = { 2: 4, 3: 0, 4: 0, 5: 5, 13: 4 };

/** Steps over a value, without making it where its size is known. */
function skipValue(cursor: Cursor, type: number, end: number): void {
  const fixed = FIXED_SIZES[type];
  const more = MORE_THAN_TOLD[type];
  if (fixed !== undefined) take(cursor, fixed, end);
  else if (more === undefined) readValue(cursor, type, end, 1);
  else take(cursor, cursor.bytes.readInt32LE(cursor.at) + more, end);
}
