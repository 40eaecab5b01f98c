/** MongoDB's own limit on nesting; it also keeps a hostile frame from exhausting the stack. */
const MAX_DEPTH = 200;

/** Bytes that are no BSON document: the connection that sent them is closed. */
export class MalformedBsonError extends Error {}

export const malformed = (what: string): MalformedBsonError =>
  new MalformedBsonError(`bad BSON: ${what}`);

/** Where in the bytes a reader stands. */
export interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/** Steps into a document of one more level; gives back where it ends. */
export function openDocument(cursor: Cursor, limit: number, depth: number): number {
  if (depth > MAX_DEPTH) throw malformed('nested too deep');
  const size = takeSize(cursor, limit, 5);
  const end = cursor.at - 4 + size;
  if (end > limit || cursor.bytes[end - 1] !== 0) throw malformed('a size that does not fit');
  return end;
}

/** Steps out: nothing may be left. */
export function closeDocument(cursor: Cursor, end: number): void {
  if (cursor.at !== end) throw malformed('a document that ends early');
}

/** The next element's type byte; zero ends the document. */
export function takeType(cursor: Cursor, end: number): number {
  if (cursor.at >= end) throw malformed('an element outside its document');
  return cursor.bytes[cursor.at++] ?? 0;
}

/** A length that is at least `least`. */
export function takeSize(cursor: Cursor, limit: number, least: number): number {
  need(cursor, 4, limit);
  const size = cursor.bytes.readInt32LE(cursor.at);
  if (size < least) throw malformed('a size too small');
  cursor.at += 4;
  return size;
}

/** Refuses a value that is not whole. */
export function need(cursor: Cursor, count: number, end: number): void {
  if (cursor.at + count > end) throw malformed('a value that is cut off');
}

/** Where the name that starts here ends. */
export function endOfName(cursor: Cursor, end: number): number {
  const { bytes } = cursor;
  let at = cursor.at;
  while (at < end && bytes[at] !== 0) at++;
  if (at >= end) throw malformed('a name without an end');
  return at;
}

const FIXED_SIZES = new Map([
  [0x01, 8],
  [0x07, 12],
  [0x08, 1],
  [0x09, 8],
  [0x0a, 0],
  [0x10, 4],
  [0x11, 8],
  [0x12, 8],
  [0x13, 16],
  [0x7f, 0],
  [0xff, 0],
]);

/** Steps over a value; only stored documents, which were checked on their way in, are skipped through. */
export function skipValue(cursor: Cursor, type: number, end: number): void {
  const fixed = FIXED_SIZES.get(type);
  if (fixed !== undefined) cursor.at += fixed;
  else if (type === 0x0b) {
    cursor.at = endOfName(cursor, end) + 1;
    cursor.at = endOfName(cursor, end) + 1;
  } else {
    const size = cursor.bytes.readInt32LE(cursor.at);
    cursor.at += type === 0x02 || type === 0x0d ? size + 4 : type === 0x05 ? size + 5 : size;
  }
}
