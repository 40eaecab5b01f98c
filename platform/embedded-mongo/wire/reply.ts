import type { Long } from 'bson';
import { encodeDocument } from '../bson/encode.ts';

const OK = encodeDocument({ ok: 1 }).subarray(4, -1);
const END = Buffer.alloc(1);

/** A document's bytes around elements that are already encoded. */
function enclose(elements: readonly Buffer[]): Buffer[] {
  const size = Buffer.alloc(4);
  size.writeInt32LE(elements.reduce((sum, { length }) => sum + length, size.length + END.length));
  return [size, ...elements, END];
}

/** The type byte and the name that an element begins with. */
function headOf(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1');
}

const CURSOR = headOf(3, 'cursor');
const BATCHES = { firstBatch: headOf(4, 'firstBatch'), nextBatch: headOf(4, 'nextBatch') };
/** Of the first elements of an array, which most batches have no more of. */
const HEADS = Array.from({ length: 200 }, (_, index) => headOf(3, String(index)));

/** Builds `{cursor: {<batch>: […], id, ns}, ok: 1}` around documents that are already encoded. */
export function encodeCursorReply(
  batch: keyof typeof BATCHES,
  documents: readonly Buffer[],
  id: Long,
  namespace: string,
): Buffer {
  const array = enclose(
    documents.flatMap((bytes, index) => [HEADS[index] ?? headOf(3, String(index)), bytes]),
  );
  const rest = encodeDocument({ id, ns: namespace }).subarray(4, -1);
  const cursor = enclose([BATCHES[batch], ...array, rest]);
  return Buffer.concat(enclose([CURSOR, ...cursor, OK]));
}
