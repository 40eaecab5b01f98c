import { deserialize, ObjectId, serialize, type Document } from 'bson';
import { open } from 'lmdb';
import { connect, createServer, type Socket } from 'node:net';
import { readOwnCpu, toTicket, type ReadCpu, type Side } from './tickets.ts';

/** The same documents and indexes on lmdb alone, with the same durability and group commit. */
export function openFloor(path: string): Side & { close(): Promise<void> } {
  const binary = { encoding: 'binary', keyEncoding: 'binary' } as const;
  const root = open({ path, ...binary, overlappingSync: false, maxDbs: 8 });
  const openTree = (name: string) => root.openDB<Buffer, Buffer>(name, binary);
  const documents = openTree('documents');
  const numbers = openTree('number');
  const statuses = openTree('status');
  const areas = openTree('area');
  let id = 0;
  let waiting: { work: () => void; resolve: () => void }[] = [];

  /** All that comes in one turn of the event loop shares a commit, as in the server. */
  const commit = (work: () => void): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ work, resolve });
      if (waiting.length > 1) return;
      setImmediate(() => {
        const group = waiting;
        waiting = [];
        root.transactionSync(() => group.forEach((one) => one.work()));
        for (const one of group) one.resolve();
      });
    });

  function put(n: number): void {
    const ticket = { _id: new ObjectId(), ...toTicket(n) };
    const key = Buffer.from(ticket._id.id);
    const suffix = Buffer.from(String(id++));
    const time = String(ticket.createdAt.getTime());
    documents.putSync(key, Buffer.from(serialize(ticket)));
    numbers.putSync(Buffer.from(ticket.number), key);
    statuses.putSync(Buffer.concat([Buffer.from(ticket.status + time), suffix]), key);
    areas.putSync(Buffer.concat([Buffer.from(ticket.area), suffix]), key);
  }

  function find(n: number): { key: Buffer; ticket: Document } {
    const key = numbers.getBinary(Buffer.from(`T-${n}`)) ?? Buffer.alloc(1);
    return { key, ticket: deserialize(documents.getBinary(key) ?? Buffer.alloc(0)) };
  }

  function update(n: number): void {
    const { key, ticket } = find(n);
    const next = { ...ticket, version: Number(ticket['version']) + 1 };
    documents.putSync(key, Buffer.from(serialize(next)));
  }

  return {
    readCpu: readOwnCpu,
    insertMany: (from) =>
      commit(() => {
        for (let i = 0; i < 1000; i++) put(from + i);
      }),
    create: (n) => commit(() => put(n)),
    find: (n) => Promise.resolve(find(n).ticket),
    update: (n) => commit(() => update(n)),
    close: () => root.close(),
  };
}

type Work = 'insertMany' | 'create' | 'find' | 'update';
const isWork = (name: unknown): name is Work =>
  ['insertMany', 'create', 'find', 'update'].includes(String(name));

/** Puts a floor behind a socket: one BSON document in, one out, for each operation. */
export async function serveFloor(floor: Side, address: string): Promise<void> {
  const server = createServer((socket) => {
    readMessages(socket, (message) => {
      const name: unknown = message['work'];
      const run = isWork(name) ? floor[name] : floor.readCpu;
      void run(Number(message['n'])).then((result) => socket.write(serialize({ ok: 1, result })));
    });
  });
  await new Promise<void>((resolve) => server.listen(address, resolve));
}

/** Asks a served floor over `count` connections, one operation at a time on each. */
export async function connectFloor(address: string, count: number): Promise<Side> {
  const idle = await Promise.all(Array.from({ length: count }, () => openConnection(address)));
  const ask = async (work: string, n: number): Promise<Document> => {
    const connection = idle.pop();
    if (connection === undefined) throw new Error('more operations than connections');
    // As much as a driver sends: the document itself for a write.
    const document = work === 'create' ? toTicket(n) : {};
    const reply = await connection({ work, n, document });
    idle.push(connection);
    return reply;
  };
  const readCpu: ReadCpu = async () => Number((await ask('cpu', 0))['result']);
  return {
    readCpu,
    insertMany: (n) => ask('insertMany', n),
    create: (n) => ask('create', n),
    find: (n) => ask('find', n),
    update: (n) => ask('update', n),
  };
}

async function openConnection(address: string) {
  const socket = connect(address);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.unref();
  let answer: ((reply: Document) => void) | undefined;
  readMessages(socket, (reply) => answer?.(reply));
  return (message: Document): Promise<Document> =>
    new Promise((resolve) => {
      answer = resolve;
      socket.ref();
      socket.write(serialize(message));
    });
}

/** Splits a stream into BSON documents, which begin with their own length. */
function readMessages(socket: Socket, take: (message: Document) => void): void {
  let held: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
      const size = held.readInt32LE(0);
      take(deserialize(held.subarray(0, size)));
      held = held.subarray(size);
    }
  });
}
