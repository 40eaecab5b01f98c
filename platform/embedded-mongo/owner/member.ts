import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoError } from '../errors.ts';
import { openEngine } from '../storage/engine.ts';
import { askFolderId } from './ask.ts';
import {
  type Address,
  chooseAddress,
  openFolder,
  readAddress,
  toUri,
  writeAddress,
  type Folder,
} from './folder.ts';
import { tryLock, watchLock, type Lock } from './lock.ts';
import { serve } from './serve.ts';

/** How long a process waits for the owner to answer, in ms. */
const START_TIMEOUT_MS = 10_000;
const RETRY_MS = 25;

export interface MemberOptions {
  readonly dataDir: string;
  readonly now: () => Date;
  readonly tcpPort?: number | undefined;
}

/** A process that uses a data folder: it serves the folder, or stands by to do so. */
export interface Member {
  readonly uri: string;
  stop(): Promise<void>;
}

/** Joins the processes on a folder: the first one serves, and when it ends another takes over. */
export async function joinFolder(options: MemberOptions): Promise<Member> {
  const folder = openFolder(options.dataDir);
  const until = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const lock = await tryLock(folder.lock);
    if (lock !== undefined) return own(folder, lock, options);
    const address = readAddress(folder);
    if (address !== undefined && (await isServed(address)))
      return standBy(folder, address, options);
    if (performance.now() > until) {
      throw new MongoError(
        'InternalError',
        'the process that owns the data folder does not answer',
      );
    }
    await sleep(RETRY_MS);
  }
}

async function isServed(address: Address): Promise<boolean> {
  return (await askFolderId(address)) !== undefined;
}

async function own(folder: Folder, lock: Lock, options: MemberOptions): Promise<Member> {
  try {
    const engine = await openEngine(folder.store, options.now);
    const address = chooseAddress(folder, options.tcpPort);
    if ('path' in address) rmSync(address.path, { force: true });
    const service = await serve(engine, address);
    const bound = service.server.address();
    const served: Address =
      typeof bound === 'object' && bound !== null
        ? { host: bound.address, port: bound.port }
        : address;
    writeAddress(folder, served);
    return {
      uri: toUri(served),
      async stop() {
        await service.stop();
        await engine.store.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Uses another process's server and takes its place when it ends. */
function standBy(folder: Folder, address: Address, options: MemberOptions): Member {
  let isStopped = false;
  let watch = watchLock(folder.lock);
  let successor: Member | undefined;

  async function succeed(): Promise<void> {
    for (;;) {
      await watch.gone;
      if (isStopped) return;
      const lock = await tryLock(folder.lock);
      if (lock !== undefined) {
        successor = await own(folder, lock, options);
        return;
      }
      watch = watchLock(folder.lock);
    }
  }

  const succession = succeed();
  return {
    uri: toUri(address),
    async stop() {
      isStopped = true;
      watch.stop();
      await succession;
      await successor?.stop();
    },
  };
}
