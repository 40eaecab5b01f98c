import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { isDocument } from '../query/index.ts';
import { readFrame, toFrame } from '../wire/frames.ts';
import type { Address } from './folder.ts';

const ANSWER_TIMEOUT_MS = 2000;

/** Listens at an address, or fails as the address does; `close` ends all connections. */
export async function listenAt(address: Address, greet?: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
    greet?.(socket);
  });
  await once(server.listen(address), 'listening');
  const close = async (): Promise<void> => {
    const closed = once(server.close(), 'close');
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { close, bound: server.address() };
}

/** Takes the lock, until it is closed or the process ends; undefined when another has it. */
export function tryLock(address: Address) {
  return listenAt(address).catch((error: { code?: string }) => {
    if (error.code === 'EADDRINUSE') return undefined;
    throw error;
  });
}

/** A connection that closes when the process that has the lock lets it go or ends. */
export function watchLock(address: Address): Socket {
  const socket = connect(address);
  return socket.on('error', () => socket.destroy()).resume();
}

/** Asks the server at an address which folder it serves; undefined when none answers. */
export async function askFolderId(address: Address): Promise<string | undefined> {
  const socket = connect(address);
  socket.on('error', () => socket.destroy());
  for (const part of toFrame(encodeDocument({ hello: 1, $db: 'admin' }))) socket.write(part);
  try {
    const [bytes] = await once(socket, 'data', { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    const { embedded } = decodeDocument(readFrame(bytes)?.body ?? Buffer.alloc(0));
    return isDocument(embedded) ? String(embedded['folderId']) : undefined;
  } catch {
    // Nobody is there, or somebody who speaks another language.
    return undefined;
  } finally {
    socket.destroy();
  }
}
