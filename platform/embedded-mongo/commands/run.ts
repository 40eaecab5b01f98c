import { decodeDocument } from '../bson/decode.ts';
import { MalformedBsonError } from '../bson/cursor.ts';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError, notSupported } from '../errors.ts';
import type { Engine } from '../storage/engine.ts';
import type { Document } from '../types.ts';
import type { Cursors } from './cursors.ts';
import { COMMANDS } from './index.ts';
import { checkFields, toNumber } from './request.ts';

/** A frame's content: the body and the documents beside it, still encoded. */
export interface Message {
  readonly body: Buffer;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
}

/** Runs one command and gives its encoded reply; a bug is warned of, malformed bytes are thrown. */
export async function runCommand(
  engine: Engine,
  cursors: Cursors,
  message: Message,
): Promise<Buffer> {
  const body = decodeDocument(message.body);
  try {
    const reply = await run(engine, cursors, body, message.sequences);
    return Buffer.isBuffer(reply) ? reply : encodeDocument(reply);
  } catch (error) {
    if (error instanceof MalformedBsonError) throw error;
    if (error instanceof MongoError) return encodeDocument(toErrorReply(error));
    process.emitWarning(error instanceof Error ? error : String(error));
    return encodeDocument(toErrorReply(new MongoError('InternalError', 'internal error')));
  }
}

async function run(
  engine: Engine,
  cursors: Cursors,
  body: Document,
  sequences: Message['sequences'],
): Promise<Document | Buffer> {
  const [name = ''] = Object.keys(body);
  const command = COMMANDS.get(name);
  if (command === undefined) {
    const { message } = notSupported(`the command ${name}`);
    throw new MongoError('CommandNotFound', `no such command: '${name}'; ${message}`);
  }
  checkFields(name, command, body);
  for (const field of sequences.keys()) {
    if (!command.fields.includes(field) || field in body) {
      throw notSupported(`BSON field '${name}.${field}' is an unknown field: it`, 40415);
    }
  }
  return command.run({
    engine,
    cursors,
    name,
    body,
    sequences,
    database: typeof body['$db'] === 'string' ? body['$db'] : '',
    turn: engine.turns.start(toNumber(body['maxTimeMS'])),
    now: engine.now(),
  });
}

function toErrorReply({ message, code, codeName, extra }: MongoError): Document {
  return { ok: 0, errmsg: message, code, codeName, ...extra };
}
