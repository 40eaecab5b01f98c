import type { Message } from '../commands/run.ts';

/** The opcodes that are spoken; OP_QUERY only for the first hello of a driver. */
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_BYTES = 16;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Required flag bits beyond the two above are unknown to every server. */
const UNKNOWN_REQUIRED_FLAGS = 0xfffc;

/** Bytes that are no frame: the connection that sent them is closed. */
export class MalformedFrameError extends Error {}

const malformed = (what: string): MalformedFrameError =>
  new MalformedFrameError(`bad frame: ${what}`);

export interface Frame extends Message {
  readonly requestId: number;
  readonly opcode: number;
  /** False when the client does not wait for an answer. */
  readonly wantsReply: boolean;
}

/** The length that a frame announces, once its first four bytes are there. */
export function frameLength(bytes: Buffer, maxBytes: number): number | undefined {
  if (bytes.length < 4) return undefined;
  const length = bytes.readInt32LE(0);
  if (length < HEADER_BYTES + 5 || length > maxBytes) throw malformed('its length');
  return length;
}

/** Reads one whole frame. */
export function readFrame(bytes: Buffer): Frame {
  const requestId = bytes.readInt32LE(4);
  const opcode = bytes.readInt32LE(12);
  if (opcode === OP_MSG) return { requestId, opcode, ...readMessage(bytes) };
  if (opcode !== OP_QUERY) throw malformed(`the opcode ${opcode}`);
  return { requestId, opcode, ...readQuery(bytes) };
}

function readMessage(frame: Buffer): Omit<Frame, 'requestId' | 'opcode'> {
  const flags = frame.readUInt32LE(HEADER_BYTES);
  if ((flags & UNKNOWN_REQUIRED_FLAGS) !== 0) throw malformed('its flags');
  const end = frame.length - ((flags & CHECKSUM_PRESENT) === 0 ? 0 : 4);
  const sequences = new Map<string, readonly Buffer[]>();
  let body: Buffer | undefined;
  for (let at = HEADER_BYTES + 4; at < end;) {
    const kind = frame[at++];
    const section = takeSized(frame, at, end);
    if (kind === 0 && body === undefined) body = section;
    else if (kind === 1) addSequence(sequences, section);
    else throw malformed('its sections');
    at += section.length;
  }
  if (body === undefined) throw malformed('no body');
  return { body, sequences, wantsReply: (flags & MORE_TO_COME) === 0 };
}

function takeSized(frame: Buffer, at: number, end: number): Buffer {
  const size = at + 4 <= end ? frame.readInt32LE(at) : 0;
  if (size < 5 || at + size > end) throw malformed('a section that does not fit');
  return frame.subarray(at, at + size);
}

function addSequence(sequences: Map<string, readonly Buffer[]>, section: Buffer): void {
  const nameEnd = section.indexOf(0, 4);
  const name = section.toString('latin1', 4, nameEnd);
  if (nameEnd < 0 || sequences.has(name)) throw malformed('a sequence');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const document = takeSized(section, at, section.length);
    documents.push(document);
    at += document.length;
  }
  sequences.set(name, documents);
}

/** The hello that drivers send before they know that OP_MSG is understood. */
function readQuery(frame: Buffer): Omit<Frame, 'requestId' | 'opcode'> {
  const nameEnd = frame.indexOf(0, HEADER_BYTES + 4);
  const name = frame.toString('latin1', HEADER_BYTES + 4, nameEnd);
  if (nameEnd < 0 || !name.endsWith('.$cmd')) throw malformed('a query');
  const body = takeSized(frame, nameEnd + 9, frame.length);
  return { body, sequences: new Map(), wantsReply: true };
}

/** Frames an encoded reply in the way that the request was framed. */
export function toReplyFrame({ requestId, opcode }: Frame, reply: Buffer): Buffer[] {
  const isMessage = opcode === OP_MSG;
  const head = Buffer.alloc(HEADER_BYTES + (isMessage ? 5 : 20));
  head.writeInt32LE(head.length + reply.length, 0);
  head.writeInt32LE(requestId, 8);
  head.writeInt32LE(isMessage ? OP_MSG : OP_REPLY, 12);
  if (!isMessage) head.writeInt32LE(1, HEADER_BYTES + 16);
  return [head, reply];
}
