/** The largest frame, as MongoDB has it. */
export const MAX_MESSAGE_BYTES = 48_000_000;
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

/** One frame, its documents still encoded: the body, and lists of documents beside it. */
export interface Frame {
  readonly requestId: number;
  readonly isQuery: boolean;
  /** False when the client does not wait for an answer. */
  readonly wantsReply: boolean;
  readonly body: Buffer;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
}

/** The first whole frame of what has come so far; undefined while more is to come. */
export function readFrame(received: Buffer): { frame: Frame; length: number } | undefined {
  if (received.length < 4) return undefined;
  const length = received.readInt32LE(0);
  if (length < HEADER_BYTES + 5 || length > MAX_MESSAGE_BYTES) throw malformed('its length');
  if (received.length < length) return undefined;
  const bytes = received.subarray(0, length);
  const opcode = bytes.readInt32LE(12);
  if (opcode !== OP_MSG && opcode !== OP_QUERY) throw malformed(`the opcode ${opcode}`);
  return { frame: opcode === OP_MSG ? readMessage(bytes) : readQuery(bytes), length };
}

function readMessage(bytes: Buffer): Frame {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  if ((flags & UNKNOWN_REQUIRED_FLAGS) !== 0) throw malformed('its flags');
  const end = bytes.length - ((flags & CHECKSUM_PRESENT) === 0 ? 0 : 4);
  const sequences = new Map<string, readonly Buffer[]>();
  let body: Buffer | undefined;
  for (let at = HEADER_BYTES + 4; at < end;) {
    const kind = bytes[at++];
    const section = takeSized(bytes, at, end);
    if (kind === 0 && body === undefined) body = section;
    else if (kind === 1) addSequence(sequences, section);
    else throw malformed('its sections');
    at += section.length;
  }
  if (body === undefined) throw malformed('no body');
  const wantsReply = (flags & MORE_TO_COME) === 0;
  return { requestId: bytes.readInt32LE(4), isQuery: false, wantsReply, body, sequences };
}

function takeSized(bytes: Buffer, at: number, end: number): Buffer {
  const size = at + 4 <= end ? bytes.readInt32LE(at) : 0;
  if (size < 5 || at + size > end) throw malformed('a section that does not fit');
  return bytes.subarray(at, at + size);
}

function addSequence(sequences: Map<string, readonly Buffer[]>, section: Buffer): void {
  const nameEnd = section.indexOf(0, 4);
  const name = section.toString('latin1', 4, nameEnd);
  if (nameEnd < 0 || sequences.has(name)) throw malformed('a sequence');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length; at += documents.at(-1)?.length ?? 0) {
    documents.push(takeSized(section, at, section.length));
  }
  sequences.set(name, documents);
}

/** The hello that drivers send before they know that OP_MSG is understood. */
function readQuery(bytes: Buffer): Frame {
  const nameEnd = bytes.indexOf(0, HEADER_BYTES + 4);
  const name = bytes.toString('latin1', HEADER_BYTES + 4, nameEnd);
  if (nameEnd < 0 || !name.endsWith('.$cmd')) throw malformed('a query');
  const body = takeSized(bytes, nameEnd + 9, bytes.length);
  const requestId = bytes.readInt32LE(4);
  return { requestId, isQuery: true, wantsReply: true, body, sequences: new Map() };
}

/** Frames an encoded document in the way that the frame it answers was framed. */
export function toFrame(
  document: Buffer,
  { requestId, isQuery }: Pick<Frame, 'requestId' | 'isQuery'>,
): Buffer[] {
  const head = Buffer.alloc(HEADER_BYTES + (isQuery ? 20 : 5));
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(requestId, 8);
  head.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12);
  if (isQuery) head.writeInt32LE(1, HEADER_BYTES + 16);
  return [head, document];
}
