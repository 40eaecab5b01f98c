import { setTimeout as sleep } from 'node:timers/promises';
import { MongoError } from '../errors.ts';
import {
  type Address,
  chooseAddress,
  type Folder,
  openFolder,
  readAddress,
  toUri,
  writeAddress,
} from './folder.ts';
import { askFolderId, type Lock, tryLock, watchLock } from './lock.ts';
import { serve } from './serve.ts';

/** How long a process waits for the owner to answer, and how often it asks, in ms. */
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
  while (performance.now() < until) {
    const lock = await tryLock(folder.lock);
    if (lock !== undefined) return own(folder, lock, options);
    const address = readAddress(folder);
    const isServed = address !== undefined && (await askFolderId(address)) === folder.id;
    if (isServed) return standBy(folder, address, options);
    await sleep(RETRY_MS);
  }
  throw new MongoError('InternalError', 'the owner of the data folder does not answer');
}

async function own(
  folder: Folder,
  lock: Lock,
  { now, tcpPort }: MemberOptions,
  last?: Address,
): Promise<Member> {
  try {
    const service = await serve(folder, last ?? chooseAddress(folder, tcpPort), now);
    writeAddress(folder, service.address);
    return {
      uri: toUri(service.address),
      async stop() {
        await service.stop();
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

  async function succeed(): Promise<Member | undefined> {
    for (;;) {
      await watch.gone;
      if (isStopped) return undefined;
      const lock = await tryLock(folder.lock);
      if (lock !== undefined) return own(folder, lock, options, address);
      watch = watchLock(folder.lock);
    }
  }

  const successor = succeed();
  return {
    uri: toUri(address),
    async stop() {
      isStopped = true;
      watch.stop();
      await (await successor)?.stop();
    },
  };
}
