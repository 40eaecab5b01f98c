import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from '../commands/command.ts';
import { createCursors } from '../commands/cursors.ts';
import { runCommand } from '../commands/run.ts';
import { sweepDiscarded } from '../storage/build-index.ts';
import { openEngine } from '../storage/engine.ts';
import { expireDocuments } from '../storage/ttl.ts';
import { serveConnection } from '../wire/connection.ts';
import { isRestoreWaiting, takeUpRestore } from './backup.ts';
import type { Address, Folder } from './folder.ts';
import { closeServer, collectSockets, listen } from './lock.ts';

/** How often restores, expired documents, dropped indexes and idle cursors are looked for, in ms. */
const CHORES_MS = 1000;

export interface Service {
  readonly address: Address;
  /** Ends all connections, and closes the data once nothing works on it any more. */
  stop(): Promise<void>;
}

/** Serves a folder that this process owns. */
export async function serve(folder: Folder, wanted: Address, now: () => Date): Promise<Service> {
  const running = new Set<Promise<unknown>>();
  let swapping: Promise<void> | undefined;

  async function openData(): Promise<Server> {
    takeUpRestore(folder);
    const engine = await openEngine(folder.path, now);
    return { engine, cursors: createCursors(), folderId: folder.id };
  }

  async function closeData(): Promise<void> {
    data.engine.turns.stop();
    await Promise.all(running);
    await data.engine.store.close();
  }

  /** Takes up a restore: clients stay and wait meanwhile, and every cursor ends. */
  async function swapData(): Promise<void> {
    await closeData();
    data = await openData();
  }

  let data = await openData();
  const server = createServer((socket) => {
    serveConnection(socket, async (frame) => {
      if (swapping !== undefined) await swapping;
      const reply = runCommand(frame, data);
      const ended = reply.catch(() => undefined).finally(() => running.delete(ended));
      running.add(ended);
      return reply;
    });
  });
  const sockets = collectSockets(server);
  if ('path' in wanted) rmSync(wanted.path, { force: true });
  await listen(server, wanted);

  /** A chore that fails, on a full disk for one, is tried again by the next round. */
  async function doChores(): Promise<void> {
    try {
      if (isRestoreWaiting(folder)) swapping = swapData().finally(() => (swapping = undefined));
      await swapping;
      data.cursors.dropIdle();
      await expireDocuments(data.engine, now());
      await sweepDiscarded(data.engine);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  }
  let chores: Promise<void> | undefined;
  const timer = setInterval(() => {
    chores ??= doChores().finally(() => (chores = undefined));
  }, CHORES_MS).unref();

  const bound = server.address();
  const isPort = typeof bound === 'object' && bound !== null;
  return {
    address: isPort ? { host: bound.address, port: bound.port } : wanted,
    async stop() {
      clearInterval(timer);
      await closeServer(server, sockets);
      await chores;
      await closeData();
    },
  };
}
