import type { Long } from 'bson';
import { encodeDocument } from '../bson/encode.ts';

/** The largest frame, as MongoDB has it. */
export const MAX_MESSAGE_BYTES = 48_000_000;
/** The opcodes that are spoken; OP_QUERY only for the first hello of a driver. */
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_BYTES = 16;
const MORE_TO_COME = 2;
/** The other required flag bits: a checksum, which no driver sends, and what no server knows. */
const REFUSED_FLAGS = 0xfffd;

/** One frame, its documents still encoded: the body, and lists of documents beside it. */
export interface Frame {
  readonly length: number;
  readonly requestId: number;
  readonly isQuery: boolean;
  /** False when the client does not wait for an answer. */
  readonly wantsReply: boolean;
  readonly body: Buffer;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
}

const malformed = (what: string): Error => new Error(`bad frame: ${what}`);

/** The first whole frame of what has come so far; undefined while more is to come. */
export function readFrame(received: Buffer): Frame | undefined {
  if (received.length < 4) return undefined;
  const length = received.readInt32LE(0);
  if (length < HEADER_BYTES + 5 || length > MAX_MESSAGE_BYTES) throw malformed('its length');
  if (received.length < length) return undefined;
  const bytes = received.subarray(0, length);
  const opcode = bytes.readInt32LE(12);
  if (opcode !== OP_MSG && opcode !== OP_QUERY) throw malformed(`the opcode ${opcode}`);
  const read = opcode === OP_MSG ? readMessage : readQuery;
  return { length, requestId: bytes.readInt32LE(4), isQuery: opcode === OP_QUERY, ...read(bytes) };
}

type Content = Pick<Frame, 'wantsReply' | 'body' | 'sequences'>;

function readMessage(bytes: Buffer): Content {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  if ((flags & REFUSED_FLAGS) !== 0) throw malformed('its flags');
  const sequences = new Map<string, readonly Buffer[]>();
  let body: Buffer | undefined;
  for (let at = HEADER_BYTES + 4; at < bytes.length;) {
    const kind = bytes[at++];
    const section = takeSized(bytes, at);
    if (kind === 0 && body === undefined) body = section;
    else if (kind === 1) addSequence(sequences, section);
    else throw malformed('its sections');
    at += section.length;
  }
  if (body === undefined) throw malformed('no body');
  return { wantsReply: (flags & MORE_TO_COME) === 0, body, sequences };
}

function takeSized(bytes: Buffer, at: number): Buffer {
  const size = at + 4 <= bytes.length ? bytes.readInt32LE(at) : 0;
  if (size < 5 || at + size > bytes.length) throw malformed('a section that does not fit');
  return bytes.subarray(at, at + size);
}

function addSequence(sequences: Map<string, readonly Buffer[]>, section: Buffer): void {
  const nameEnd = section.indexOf(0, 4);
  const name = section.toString('latin1', 4, nameEnd);
  if (nameEnd < 0 || sequences.has(name)) throw malformed('a sequence');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length; at += documents.at(-1)?.length ?? 0) {
    documents.push(takeSized(section, at));
  }
  sequences.set(name, documents);
}

/** The hello that drivers send before they know that OP_MSG is understood. */
function readQuery(bytes: Buffer): Content {
  const nameEnd = bytes.indexOf('.$cmd\0', HEADER_BYTES + 4, 'latin1') + 5;
  if (nameEnd < HEADER_BYTES) throw malformed('a query');
  const body = takeSized(bytes, nameEnd + 9);
  return { wantsReply: true, body, sequences: new Map() };
}

/** Frames an encoded document in the way that the frame it answers was framed. */
export function toFrame(document: Buffer, { requestId = 0, isQuery = false } = {}): Buffer[] {
  const head = Buffer.alloc(HEADER_BYTES + (isQuery ? 20 : 5));
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(requestId, 8);
  head.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12);
  if (isQuery) head.writeInt32LE(1, HEADER_BYTES + 16);
  return [head, document];
}

const OK = encodeDocument({ ok: 1 }).subarray(4, -1);
const END = Buffer.alloc(1);
/** Of the first elements of an array, which most batches have no more of. */
const HEADS = Array.from({ length: 200 }, (_, index) => headOf(3, String(index)));

/** Builds `{cursor: {<batch>: […], id, ns}, ok: 1}` around documents that are already encoded. */
export function encodeCursorReply(
  batch: 'firstBatch' | 'nextBatch',
  documents: readonly Buffer[],
  id: Long,
  ns: string,
): Buffer {
  const elements = documents.flatMap((one, at) => [HEADS[at] ?? headOf(3, String(at)), one]);
  const rest = encodeDocument({ id, ns }).subarray(4, -1);
  const cursor = enclose([headOf(4, batch), ...enclose(elements), rest]);
  return Buffer.concat(enclose([headOf(3, 'cursor'), ...cursor, OK]));
}

/** The type byte and the name that an element begins with. */
function headOf(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1');
}

/** A document's bytes around elements that are already encoded. */
function enclose(elements: readonly Buffer[]): Buffer[] {
  const size = Buffer.alloc(4);
  size.writeInt32LE(elements.reduce((sum, { length }) => sum + length, size.length + END.length));
  return [size, ...elements, END];
}
