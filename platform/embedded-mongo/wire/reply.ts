import type { Long } from 'bson';
import { encodeDocument } from '../bson/encode.ts';

const OK = encodeDocument({ ok: 1.0 });
const digits: Buffer[] = [];

/** Array element heads: type byte 3 and the index as a name. */
function headOf(index: number): Buffer {
  const known = digits[index];
  if (known !== undefined) return known;
  const head = Buffer.from(`\u0003${index}\0`, 'latin1');
  if (index < 10_000) digits[index] = head;
  return head;
}

/** Builds `{cursor: {<batch>: […], id, ns}, ok: 1}` around documents that are already encoded. */
export function encodeCursorReply(
  batch: 'firstBatch' | 'nextBatch',
  documents: readonly Buffer[],
  id: Long,
  namespace: string,
): Buffer {
  const tail = encodeDocument({ id, ns: namespace });
  let arrayBytes = 5;
  documents.forEach((document, i) => (arrayBytes += headOf(i).length + document.length));
  const batchName = Buffer.from(`\u0004${batch}\0`, 'latin1');
  const cursorName = Buffer.from('\u0003cursor\0', 'latin1');
  const cursorBytes = batchName.length + arrayBytes + tail.length;
  const total = cursorName.length + cursorBytes + OK.length;
  const reply = Buffer.allocUnsafe(total);
  let at = reply.writeInt32LE(total, 0);
  at += cursorName.copy(reply, at);
  at = reply.writeInt32LE(cursorBytes, at);
  at += batchName.copy(reply, at);
  at = reply.writeInt32LE(arrayBytes, at);
  documents.forEach((document, i) => {
    at += headOf(i).copy(reply, at);
    at += document.copy(reply, at);
  });
  reply[at++] = 0;
  at += tail.copy(reply, at, 4);
  OK.copy(reply, at, 4);
  return reply;
}
