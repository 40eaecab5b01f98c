import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError, notSupported } from '../errors.ts';
import { setField } from '../types.ts';
import type { Frame } from '../wire/frames.ts';
import { CATALOG } from './catalog.ts';
import type { Command, Server } from './command.ts';
import { READS } from './read.ts';
import { STATUS } from './status.ts';
import { WRITES } from './write.ts';

/** The commands by the names that clients call them. */
const COMMANDS = new Map<string, Command>(
  Object.entries({ ...STATUS, ...READS, ...WRITES, ...CATALOG }),
);

/** Runs one command and gives its encoded reply; a bug is warned of, malformed bytes are thrown. */
export async function runCommand(frame: Frame, server: Server): Promise<Buffer> {
  const body = decodeDocument(frame.body);
  for (const [field, encoded] of frame.sequences) {
    if (Object.hasOwn(body, field)) throw new Error(`a second field '${field}'`);
    const documents = encoded.map((bytes) => decodeDocument(bytes));
    setField(body, field, documents);
  }
  try {
    const [name = ''] = Object.keys(body);
    const run = COMMANDS.get(name);
    if (run === undefined) throw notSupported(`no such command: '${name}'; it`, 'CommandNotFound');
    const reply = await run(name, body, server);
    return Buffer.isBuffer(reply) ? reply : encodeDocument(reply);
  } catch (error) {
    const isRefusal = error instanceof MongoError;
    if (!isRefusal) process.emitWarning(error instanceof Error ? error : String(error));
    const refusal = isRefusal ? error : new MongoError('InternalError', 'internal error');
    return encodeDocument({ ok: 0, ...refusal.toDocument(), codeName: refusal.codeName });
  }
}
