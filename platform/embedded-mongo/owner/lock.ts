import { connect, createServer, type Socket } from 'node:net';
import type { Address } from './folder.ts';
import { listen } from './serve.ts';

/** The exclusive right to a folder, held until it is released or the process ends. */
export interface Lock {
  release(): Promise<void>;
}

/** Takes the lock, or gives undefined when another process has it. */
export async function tryLock(address: Address): Promise<Lock | undefined> {
  const watchers = new Set<Socket>();
  const server = createServer((socket) => {
    watchers.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => watchers.delete(socket));
  });
  try {
    await listen(server, address);
  } catch (error) {
    if (isAddressTaken(error)) return undefined;
    throw error;
  }
  server.unref();
  return {
    release() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const watcher of watchers) watcher.destroy();
      return closed;
    },
  };
}

function isAddressTaken(error: unknown): boolean {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  return isCoded && error.code === 'EADDRINUSE';
}

/** Waits until the process that has the lock lets it go or ends. */
export function watchLock(address: Address): { gone: Promise<void>; stop(): void } {
  const socket = connect(address);
  socket.on('error', () => socket.destroy());
  socket.resume();
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { gone, stop: () => socket.destroy() };
}
