import { decodeDocument, MalformedBsonError } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError, notSupported } from '../errors.ts';
import { setField } from '../types.ts';
import type { Frame } from '../wire/frames.ts';
import { COLLECTIONS, INDEXES } from './catalog.ts';
import type { Command, Server } from './command.ts';
import { READS } from './read.ts';
import { STATUS } from './status.ts';
import { WRITES } from './write.ts';

/** The commands by the names that clients call them. */
const COMMANDS = new Map<string, Command>(
  Object.entries({ ...STATUS, ...READS, ...WRITES, ...COLLECTIONS, ...INDEXES }),
);

/** Runs one command and gives its encoded reply; a bug is warned of, malformed bytes are thrown. */
export async function runCommand(frame: Frame, server: Server): Promise<Buffer> {
  const body = decodeDocument(frame.body);
  try {
    for (const [field, documents] of frame.sequences) {
      if (Object.hasOwn(body, field)) throw notSupported(`a second field '${field}'`, 40415);
      setField(
        body,
        field,
        documents.map((bytes) => decodeDocument(bytes)),
      );
    }
    const [name = ''] = Object.keys(body);
    const run = COMMANDS.get(name);
    if (run === undefined) throw notSupported(`no such command: '${name}'; it`, 'CommandNotFound');
    const reply = await run(name, body, server);
    return Buffer.isBuffer(reply) ? reply : encodeDocument(reply);
  } catch (error) {
    if (error instanceof MalformedBsonError) throw error;
    if (error instanceof MongoError) return toErrorReply(error);
    process.emitWarning(error instanceof Error ? error : String(error));
    return toErrorReply(new MongoError('InternalError', 'internal error'));
  }
}

function toErrorReply(error: MongoError): Buffer {
  return encodeDocument({ ok: 0, ...error.toDocument(), codeName: error.codeName });
}
