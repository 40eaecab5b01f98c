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
import { MongoError, notSupported } from '../errors.ts';

/** Longest encoded key, in bytes; lmdb takes 1,978 and a key may carry a document's key behind it. */
const MAX_KEY_BYTES = 900;

/** First byte of an encoded value: MongoDB's order of types. Gaps leave room for range ends. */
export const RANK = {
  minKey: 0x10,
  undefined: 0x18,
  null: 0x20,
  number: 0x30,
  string: 0x40,
  object: 0x50,
  array: 0x60,
  binary: 0x70,
  objectId: 0x80,
  boolean: 0x90,
  date: 0xa0,
  timestamp: 0xb0,
  regExp: 0xc0,
  code: 0xd0,
  maxKey: 0xe0,
} as const;

const scratch = Buffer.alloc(64 * 1024);
let length = 0;

/** The first byte that `value` is encoded with. */
export function rankOf(value: unknown): number {
  if (value === undefined) return RANK.undefined;
  if (value === null) return RANK.null;
  if (typeof value === 'string') return RANK.string;
  if (typeof value === 'number') return RANK.number;
  if (typeof value === 'boolean') return RANK.boolean;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof ObjectId) return RANK.objectId;
  if (value instanceof Date) return RANK.date;
  // Timestamp is a subclass of Long, so it is asked for first.
  if (value instanceof Timestamp) return RANK.timestamp;
  if (value instanceof Long || value instanceof Double || value instanceof Decimal128) {
    return RANK.number;
  }
  if (value instanceof Binary) return RANK.binary;
  if (value instanceof BSONRegExp) return RANK.regExp;
  if (value instanceof Code) return RANK.code;
  if (value instanceof MinKey) return RANK.minKey;
  if (value instanceof MaxKey) return RANK.maxKey;
  return RANK.object;
}

/** Bytes that compare as MongoDB compares the values; a descending part is inverted. */
export function encodeKey(values: readonly unknown[], directions?: readonly number[]): Buffer {
  length = 0;
  for (let i = 0; i < values.length; i++) {
    const from = length;
    putValue(values[i]);
    if (directions?.[i] === -1) invert(from);
  }
  return takeKey();
}

/** The start of every string that begins with `prefix`, unterminated. */
export function encodeStringPrefix(prefix: string, direction: number): Buffer {
  length = 0;
  scratch[length++] = RANK.string;
  putEscaped(Buffer.from(prefix));
  if (direction === -1) invert(0);
  return takeKey();
}

function takeKey(): Buffer {
  if (length > MAX_KEY_BYTES) throw tooLong();
  return Buffer.from(scratch.subarray(0, length));
}

function tooLong(): MongoError {
  return new MongoError('KeyTooLong', notSupported('an index key of more than 900 bytes').message);
}

function invert(from: number): void {
  for (let at = from; at < length; at++) scratch[at] = ~(scratch[at] ?? 0) & 0xff;
}

function putValue(value: unknown): void {
  const rank = rankOf(value);
  scratch[length++] = rank;
  putPayload(value, rank);
}

function putPayload(value: unknown, rank: number): void {
  if (length > MAX_KEY_BYTES) throw tooLong();
  if (typeof value === 'string') putString(value);
  else if (typeof value === 'boolean') scratch[length++] = value ? 1 : 0;
  else if (value instanceof ObjectId) putBytes(value.id);
  else if (value instanceof Date) putDouble(value.getTime());
  else if (rank === RANK.number) putNumber(value);
  else if (Array.isArray(value)) putArray(value);
  else if (value instanceof Binary) putBinary(value);
  else if (value instanceof Timestamp) putTimestamp(value);
  else if (value instanceof BSONRegExp) putRegExp(value);
  else if (value instanceof Code) putString(value.code);
  else if (rank === RANK.object && typeof value === 'object' && value !== null) putObject(value);
}

function putBytes(bytes: Uint8Array): void {
  if (length + bytes.length > MAX_KEY_BYTES) throw tooLong();
  scratch.set(bytes, length);
  length += bytes.length;
}

/** Zero bytes become 00 FF, so that the ending 00 01 sorts before any longer string. */
function putEscaped(bytes: Buffer): void {
  if (!bytes.includes(0)) {
    putBytes(bytes);
    return;
  }
  for (const byte of bytes) {
    putBytes(byte === 0 ? Buffer.of(0, 0xff) : Buffer.of(byte));
  }
}

function putString(text: string): void {
  if (text.length > MAX_KEY_BYTES) throw tooLong();
  const bytes = scratch.write(text, length);
  if (scratch.subarray(length, length + bytes).includes(0)) putEscaped(Buffer.from(text));
  else length += bytes;
  scratch[length++] = 0;
  scratch[length++] = 1;
}

function putNumber(value: unknown): void {
  if (typeof value === 'number') putDouble(value);
  else if (value instanceof Double) putDouble(value.value);
  else if (value instanceof Long) return putLong(value.toBigInt());
  else if (value instanceof Decimal128) putDecimal(value);
  scratch.writeUInt16BE(0x8000, length);
  length += 2;
}

/** A double of the same order, then what the rounding lost. */
function putLong(value: bigint): void {
  const rounded = Number(value);
  putDouble(rounded);
  scratch.writeUInt16BE(0x8000 + Number(value - BigInt(rounded)), length);
  length += 2;
}

function putDecimal(value: Decimal128): void {
  const text = value.toString();
  const number = Number(text);
  const isExact = Number.isSafeInteger(number) || text === 'NaN' || /^-?Infinity$/.test(text);
  if (!isExact) throw notSupported('a fractional Decimal128 in an index');
  putDouble(number);
}

function putDouble(value: number): void {
  if (Number.isNaN(value)) {
    scratch.fill(0, length, length + 8);
  } else {
    scratch.writeDoubleBE(value === 0 ? 0 : value, length);
    const first = scratch[length] ?? 0;
    if (first < 0x80) scratch[length] = first | 0x80;
    else for (let i = 0; i < 8; i++) scratch[length + i] = ~(scratch[length + i] ?? 0) & 0xff;
  }
  length += 8;
}

function putBinary(value: Binary): void {
  scratch.writeUInt32BE(value.position, length);
  scratch[length + 4] = value.sub_type;
  length += 5;
  putBytes(value.buffer.subarray(0, value.position));
}

function putTimestamp(value: Timestamp): void {
  scratch.writeUInt32BE(value.high >>> 0, length);
  scratch.writeUInt32BE(value.low >>> 0, length + 4);
  length += 8;
}

function putRegExp(value: BSONRegExp): void {
  putString(value.pattern);
  putString(value.options);
}

function putArray(values: readonly unknown[]): void {
  for (const value of values) putValue(value);
  scratch[length++] = 0;
}

/** MongoDB compares objects field by field: type, then name, then value. */
function putObject(document: object): void {
  for (const [name, value] of Object.entries(document) as [string, unknown][]) {
    const rank = rankOf(value);
    scratch[length++] = rank;
    putString(name);
    putPayload(value, rank);
  }
  scratch[length++] = 0;
}
