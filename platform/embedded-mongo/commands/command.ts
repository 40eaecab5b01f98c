import { badValue, MongoError, notSupported } from '../errors.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import type { Cursors } from './cursors.ts';
import { type Args, as, each, type Fields, readFields } from './fields.ts';

/** What commands work with. */
export interface Server {
  readonly engine: Engine;
  readonly cursors: Cursors;
  readonly folderId: string;
}

/** One command on its way through the server; `target` is the value of the field that names it. */
export interface Request extends Server {
  readonly name: string;
  readonly target: unknown;
  readonly database: string;
  readonly turn: Turn;
  readonly now: Date;
}

export type Reply = Document | Buffer;
export type Command = (name: string, body: Document, server: Server) => Reply | Promise<Reply>;

const READ_LEVELS = new Set<unknown>(['local', 'available', 'majority', 'linearizable']);

/** What any command may carry. */
const COMMON_FIELDS = {
  $db: as.text,
  maxTimeMS: as.count,
  ...each(as.taken, 'comment', 'lsid', '$readPreference'),
  ...each(as.taken, 'apiVersion', 'apiStrict', 'apiDeprecationErrors'),
  ...each(refuseTransaction, 'txnNumber', 'startTransaction', 'autocommit'),
  readConcern: (value: unknown, field: string): void => {
    const { level = 'local', ...others } = as.object(value, field);
    const isKnown = READ_LEVELS.has(level) && Object.keys(others).length === 0;
    if (!isKnown) throw notSupported('this readConcern', 'InvalidOptions');
  },
  /** Every write waits for the disk, which is more than any concern of one server asks. */
  writeConcern: (value: unknown, field: string): void => {
    const { w = 1 } = as.object(value, field);
    const isKnown = w === 'majority' || w === 0 || w === 1;
    if (!isKnown) throw badValue("cannot use 'w' > 1 when a host is not replicated");
  },
};

function refuseTransaction(): never {
  throw notSupported('a transaction', 'IllegalOperation');
}

/** A command: the closed list of its fields, and what it does with them. */
export function command<F extends Fields>(
  fields: F,
  run: (args: Args<F>, request: Request) => Reply | Promise<Reply>,
): Command {
  const known = { ...COMMON_FIELDS, ...fields };
  return (name, body, server) => {
    const args: Args<typeof COMMON_FIELDS> & Args<F> = readFields(name, body, known);
    const turn = server.engine.turns.start(args.maxTimeMS);
    const now = server.engine.now();
    return run(args, { ...server, name, target: body[name], database: args.$db ?? '', turn, now });
  };
}

/** A collection's full name; that of the command's own collection unless another is given. */
export function namespaceOf({ database, target }: Request, collection = target): string {
  if (collection === 1) throw notSupported('a pipeline without a collection');
  const name = `${database}.${String(collection)}`;
  const isGood =
    typeof collection === 'string' &&
    /^(?!\.|system\.)(?!.*\.\.)[^$\0]+(?<!\.)$/s.test(collection) &&
    /^[^ "$./\\\0]+$/.test(database) &&
    Buffer.byteLength(name) <= 255;
  if (isGood) return name;
  throw new MongoError('InvalidNamespace', `Invalid namespace specified '${name}'`);
}
