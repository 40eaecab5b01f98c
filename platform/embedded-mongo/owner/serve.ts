import { rmSync } from 'node:fs';
import type { Server } from '../commands/command.ts';
import { createCursors } from '../commands/cursors.ts';
import { runCommand } from '../commands/run.ts';
import { sweepDiscarded } from '../storage/build-index.ts';
import { openEngine } from '../storage/engine.ts';
import { expireDocuments } from '../storage/ttl.ts';
import { serveConnection } from '../wire/connection.ts';
import type { Frame } from '../wire/frames.ts';
import { isRestoreWaiting, takeUpRestore } from './backup.ts';
import type { Address, Folder } from './folder.ts';
import { listenAt } from './lock.ts';

/** How often restores, expired documents, dropped indexes and idle cursors are looked for, in ms. */
const CHORES_MS = 1000;

/** Serves a folder that this process owns; `stop` ends all connections and closes the data. */
export async function serve(folder: Folder, wanted: Address, now: () => Date) {
  const running = new Set<Promise<unknown>>();
  let data = await openData();
  let swapping: Promise<void> | undefined;
  let chores: Promise<void> | undefined;

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

  async function answer(frame: Frame): Promise<Buffer> {
    if (swapping !== undefined) await swapping;
    const reply = runCommand(frame, data);
    const ended = reply.catch(() => undefined).finally(() => running.delete(ended));
    running.add(ended);
    return reply;
  }

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

  if ('path' in wanted) rmSync(wanted.path, { force: true });
  const { bound, close } = await listenAt(wanted, (socket) => serveConnection(socket, answer));
  const timer = setInterval(() => {
    chores ??= doChores().finally(() => (chores = undefined));
  }, CHORES_MS).unref();
  async function stop(): Promise<void> {
    clearInterval(timer);
    await close();
    await chores;
    await closeData();
  }

  const isPort = typeof bound === 'object' && bound !== null;
  const address: Address = isPort ? { host: bound.address, port: bound.port } : wanted;
  return { address, stop };
}
