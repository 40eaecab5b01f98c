import { connect, createServer, type Server, type Socket } from 'node:net';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { isDocument } from '../query/index.ts';
import { readFrame, toFrame } from '../wire/frames.ts';
import type { Address } from './folder.ts';

const ANSWER_TIMEOUT_MS = 2000;

/** The exclusive right to a folder, held until it is released or the process ends. */
export interface Lock {
  release(): Promise<void>;
}

/** Takes the lock, or gives undefined when another process has it. */
export async function tryLock(address: Address): Promise<Lock | undefined> {
  const server = createServer();
  const watchers = collectSockets(server);
  try {
    await listen(server, address);
  } catch (error) {
    const isCoded = typeof error === 'object' && error !== null && 'code' in error;
    if (isCoded && error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
  server.unref();
  return { release: () => closeServer(server, watchers) };
}

/** Waits until the process that has the lock lets it go or ends. */
export function watchLock(address: Address): { gone: Promise<void>; stop(): void } {
  const socket = connect(address);
  socket.on('error', () => socket.destroy()).resume();
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { gone, stop: () => socket.destroy() };
}

/** Asks the server at an address which folder it serves; undefined when none answers. */
export async function askFolderId(address: Address): Promise<string | undefined> {
  const socket = connect(address);
  socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy());
  const hello = encodeDocument({ hello: 1, $db: 'admin' });
  socket.write(Buffer.concat(toFrame(hello, { requestId: 0, isQuery: false })));
  try {
    let received = Buffer.alloc(0);
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      received = Buffer.concat([received, chunk]);
      const answer = readFrame(received);
      if (answer === undefined) continue;
      const { embedded } = decodeDocument(answer.frame.body);
      return isDocument(embedded) ? String(embedded['folderId']) : undefined;
    }
  } catch {
    // Nobody is there, or somebody who speaks another language.
  }
  return undefined;
}

/** The connections of a server that are open. */
export function collectSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

/** Listens, or fails as the address does. */
export function listen(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Stops listening and ends all connections. */
export function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  return closed;
}
