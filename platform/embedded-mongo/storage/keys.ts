import { Double, Long, ObjectId, Timestamp } from 'bson';
import { MongoError, notSupported } from '../errors.ts';
import { isDocument } from '../query/index.ts';

/** Longest encoded key, in bytes; lmdb takes 1,978 and a key may carry a document's key behind it. */
const MAX_KEY_BYTES = 900;

/** First byte of an encoded value: MongoDB's order of types. Gaps leave room for range ends. */
export const RANK = {
  undefined: 0x18,
  null: 0x20,
  number: 0x30,
  string: 0x40,
  object: 0x50,
  array: 0x60,
  objectId: 0x80,
  boolean: 0x90,
  date: 0xa0,
} as const;

const scratch = Buffer.alloc(64 * 1024);
let length = 0;

/** Bytes that compare as MongoDB compares the values; a descending part is inverted. */
export function encodeKey(values: readonly unknown[], directions?: readonly number[]): Buffer {
  length = 0;
  for (let i = 0; i < values.length; i++) {
    const from = length;
    putValue(values[i]);
    if (directions?.[i] === -1) invert(scratch.subarray(from, length));
  }
  if (length > MAX_KEY_BYTES) throw tooLong();
  return Buffer.from(scratch.subarray(0, length));
}

/** Just behind every key that starts with these bytes: encoded values never start with FF. */
export function endOf(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.of(0xff)]);
}

/** The least key behind `key`. */
export function justAfter(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.of(0)]);
}

/** Turns the order of encoded values around, in place. */
export function invert(bytes: Buffer): Buffer {
  for (let at = 0; at < bytes.length; at++) bytes[at] = ~(bytes[at] ?? 0) & 0xff;
  return bytes;
}

function tooLong(): MongoError {
  return new MongoError('KeyTooLong', notSupported('an index key of more than 900 bytes').message);
}

function rankOf(value: unknown): number {
  if (value === undefined) return RANK.undefined;
  if (value === null) return RANK.null;
  if (typeof value === 'string') return RANK.string;
  if (typeof value === 'number') return RANK.number;
  if (typeof value === 'boolean') return RANK.boolean;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof ObjectId) return RANK.objectId;
  if (value instanceof Date) return RANK.date;
  if (value instanceof Double || isSafeLong(value)) return RANK.number;
  if (isDocument(value)) return RANK.object;
  throw notSupported('an indexed value of this type');
}

/** True for an int64 that a double holds exactly; Timestamp is a subclass. */
function isSafeLong(value: unknown): boolean {
  const isLong = value instanceof Long && !(value instanceof Timestamp);
  return isLong && Number.isSafeInteger(value.toNumber());
}

/** MongoDB compares the fields of objects by type, then name, then value. */
function putValue(value: unknown, name?: string): void {
  if (length > MAX_KEY_BYTES) throw tooLong();
  const rank = rankOf(value);
  scratch[length++] = rank;
  if (name !== undefined) putString(name);
  if (typeof value === 'string') putString(value);
  else if (typeof value === 'boolean') scratch[length++] = Number(value);
  else if (value instanceof ObjectId) putBytes(value.id);
  else if (value instanceof Date) putDouble(value.getTime());
  else if (value instanceof Long) putDouble(value.toNumber());
  else if (rank === RANK.number) putDouble(Number(value));
  else if (Array.isArray(value)) {
    for (const item of value) putValue(item);
    scratch[length++] = 0;
  } else if (isDocument(value) && rank === RANK.object) {
    for (const [field, item] of Object.entries(value)) putValue(item, field);
    scratch[length++] = 0;
  }
}

function putBytes(bytes: Uint8Array): void {
  if (length + bytes.length > MAX_KEY_BYTES) throw tooLong();
  scratch.set(bytes, length);
  length += bytes.length;
}

/** Zero bytes become 00 FF, so that the ending 00 01 sorts before any longer string. */
function putString(text: string): void {
  if (text.length > MAX_KEY_BYTES) throw tooLong();
  if (!text.includes('\0')) length += scratch.write(text, length);
  else {
    const escaped = Buffer.from(text).toString('latin1').replaceAll('\0', '\0\u00ff');
    length += scratch.write(escaped, length, 'latin1');
  }
  scratch[length++] = 0;
  scratch[length++] = 1;
}

function putDouble(value: number): void {
  const bytes = scratch.subarray(length, length + 8);
  length += 8;
  if (Number.isNaN(value)) bytes.fill(0);
  else bytes.writeDoubleBE(value === 0 ? 0 : value);
  if (value < 0) invert(bytes);
  else if (!Number.isNaN(value)) bytes[0] = (bytes[0] ?? 0) | 0x80;
}
