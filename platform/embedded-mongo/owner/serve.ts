import { createServer, type Server, type Socket } from 'node:net';
import { createCursors } from '../commands/cursors.ts';
import { runCommand } from '../commands/run.ts';
import { sweepDiscarded } from '../storage/build-index.ts';
import type { Engine } from '../storage/engine.ts';
import { expireDocuments } from '../storage/ttl.ts';
import type { Address } from './folder.ts';
import { serveConnection } from '../wire/connection.ts';

/** How often expired documents, dropped indexes and idle cursors are looked for, in ms. */
const CHORES_MS = 1000;

export interface Service {
  readonly server: Server;
  stop(): Promise<void>;
}

/** Serves an engine at an address until it is stopped. */
export async function serve(engine: Engine, address: Address): Promise<Service> {
  const cursors = createCursors();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveConnection(socket, (message) => runCommand(engine, cursors, message));
  });
  await listen(server, address);
  const chores = startChores(engine, () => cursors.dropIdle());
  return {
    server,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, chores.stop()]);
    },
  };
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

function startChores(engine: Engine, dropIdle: () => void) {
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    running = doChores(engine, dropIdle).finally(() => (isRunning = false));
  }, CHORES_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** A chore that fails, on a full disk for one, is tried again by the next round. */
async function doChores(engine: Engine, dropIdle: () => void): Promise<void> {
  try {
    dropIdle();
    await expireDocuments(engine, engine.now());
    await sweepDiscarded(engine);
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
