import { isUtf8 } from 'node:buffer';
import { BSON } from 'bson';
import { setField, toDouble, type Document } from '../types.ts';

/** MongoDB's own limit on nesting; it also keeps a hostile frame from exhausting the stack. */
const MAX_DEPTH = 200;
const MAX_DATE_MS = 8.64e15;

const malformed = (what: string): Error => new Error(`bad BSON: ${what}`);

/** Decodes one document, checking sizes, UTF-8 and depth. With `only`, other top fields are skipped. */
export function decodeDocument(bytes: Buffer, start = 0, only?: ReadonlySet<string>): Document {
  return readElements<Document>({}, bytes, start, 1, only);
}

function readElements<Target extends Document | unknown[]>(
  target: Target,
  bytes: Buffer,
  start: number,
  depth: number,
  only?: ReadonlySet<string>,
): Target {
  if (depth > MAX_DEPTH) throw malformed('nested too deep');
  const end = start + readSize(bytes, start) - 1;
  if (end < start + 4 || bytes[end] !== 0) throw malformed('a size that does not fit');
  for (let at = start + 4; at < end;) {
    const type = TYPES.get(bytes[at] ?? 0);
    if (type === undefined) throw malformed(`the type ${bytes[at]}, deprecated or unknown`);
    const nameEnd = findZero(bytes, at + 1);
    const from = nameEnd + 1;
    const to = from + type.sizeAt(bytes, from);
    if (to < from || to > end) throw malformed('a value that is cut off');
    const name = toText(bytes, at + 1, nameEnd);
    at = to;
    if (only !== undefined && !only.has(name)) continue;
    if (Array.isArray(target)) target.push(type.read(bytes, from, to, depth));
    else setField(target, name, type.read(bytes, from, to, depth));
  }
  return target;
}

/** The size that a value begins with; beyond the bytes there is none that fits. */
function readSize(bytes: Buffer, at: number): number {
  return at + 4 <= bytes.length ? bytes.readInt32LE(at) : -1;
}

function findZero(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at++;
  return at;
}

function toText(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('utf8', from, to);
  if (text.includes('\uFFFD') && !isUtf8(bytes.subarray(from, to))) throw malformed('bad UTF-8');
  return text;
}

/** A value's bytes in a buffer of its own. */
function copy(bytes: Buffer, from: number, to: number): Buffer {
  return Buffer.from(bytes.subarray(from, to));
}

function readLong(bytes: Buffer, at: number): BSON.Long {
  return new BSON.Long(bytes.readInt32LE(at), bytes.readInt32LE(at + 4));
}

function readString(bytes: Buffer, from: number, to: number): string {
  if (to - from < 5 || bytes[to - 1] !== 0) throw malformed('a string without an end');
  return toText(bytes, from + 4, to - 1);
}

function readDate(bytes: Buffer, at: number): Date {
  const ms = readLong(bytes, at).toNumber();
  if (Math.abs(ms) > MAX_DATE_MS) throw malformed('a date outside the years that JavaScript knows');
  return new Date(ms);
}

function readRegExp(bytes: Buffer, from: number, to: number): BSON.BSONRegExp {
  const patternEnd = findZero(bytes, from);
  return new BSON.BSONRegExp(
    toText(bytes, from, patternEnd),
    toText(bytes, patternEnd + 1, to - 1),
  );
}

/** How many bytes a value takes, and how it is read from between `from` and `to`. */
interface Type {
  readonly sizeAt: (bytes: Buffer, from: number) => number;
  readonly read: (bytes: Buffer, from: number, to: number, depth: number) => unknown;
}

const fixed = (size: number, read: Type['read']): Type => ({ sizeAt: () => size, read });
/** A value that begins with its size, which leaves `more` bytes out. */
const sized = (more: number, read: Type['read']): Type => ({
  sizeAt: (bytes, from) => readSize(bytes, from) + more,
  read,
});

/** By BSON's type byte; the deprecated types are malformed here. */
const TYPES = new Map<number, Type>([
  [0x01, fixed(8, (bytes, from) => toDouble(bytes.readDoubleLE(from)))],
  [0x02, sized(4, readString)],
  [0x03, sized(0, (bytes, from, _, depth) => readElements({}, bytes, from, depth + 1))],
  [0x04, sized(0, (bytes, from, _, depth) => readElements([], bytes, from, depth + 1))],
  [
    0x05,
    sized(5, (bytes, from, to) => new BSON.Binary(copy(bytes, from + 5, to), bytes[from + 4])),
  ],
  [0x07, fixed(12, (bytes, from, to) => new BSON.ObjectId(copy(bytes, from, to)))],
  [0x08, fixed(1, (bytes, from) => bytes[from] !== 0)],
  [0x09, fixed(8, readDate)],
  [0x0a, fixed(0, () => null)],
  [0x0b, { sizeAt: (b, from) => findZero(b, findZero(b, from) + 1) + 1 - from, read: readRegExp }],
  [0x0d, sized(4, (bytes, from, to) => new BSON.Code(readString(bytes, from, to)))],
  [0x10, fixed(4, (bytes, from) => bytes.readInt32LE(from))],
  [0x11, fixed(8, (bytes, from) => new BSON.Timestamp(readLong(bytes, from).toUnsigned()))],
  [0x12, fixed(8, readLong)],
  [0x13, fixed(16, (bytes, from, to) => new BSON.Decimal128(copy(bytes, from, to)))],
  [0x7f, fixed(0, () => new BSON.MaxKey())],
  [0xff, fixed(0, () => new BSON.MinKey())],
]);
