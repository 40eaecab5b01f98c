import { setTimeout as sleep } from 'node:timers/promises';
import { MongoError } from '../errors.ts';
import * as files from './folder.ts';
import type { Address, Folder } from './folder.ts';
import { askFolderId, tryLock, watchLock } from './lock.ts';
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
  const folder = files.openFolder(options.dataDir);
  const until = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < until) {
    const owner = await tryToOwn(folder, options);
    if (owner !== undefined) return owner;
    const address = files.readAddress(folder);
    const isServed = address !== undefined && (await askFolderId(address)) === folder.id;
    if (isServed) return standBy(folder, address, options);
    await sleep(RETRY_MS);
  }
  throw new MongoError('InternalError', 'the owner of the data folder does not answer');
}

/** Serves the folder, where it was served last; undefined when another process has the lock. */
async function tryToOwn(
  folder: Folder,
  { now, tcpPort }: MemberOptions,
  last?: Address,
): Promise<Member | undefined> {
  const lock = await tryLock(folder.lock);
  if (lock === undefined) return undefined;
  try {
    const service = await serve(folder, last ?? files.chooseAddress(folder, tcpPort), now);
    files.writeAddress(folder, service.address);
    return {
      uri: files.toUri(service.address),
      async stop() {
        await service.stop();
        await lock.close();
      },
    };
  } catch (error) {
    await lock.close();
    throw error;
  }
}

/** Uses another process's server and takes its place when it ends. */
function standBy(folder: Folder, address: Address, options: MemberOptions): Member {
  let isStopped = false;
  let watch = watchLock(folder.lock);

  async function succeed(): Promise<Member | undefined> {
    await new Promise((resolve) => watch.once('close', resolve));
    if (isStopped) return undefined;
    const owner = await tryToOwn(folder, options, address);
    if (owner !== undefined) return owner;
    watch = watchLock(folder.lock);
    return succeed();
  }

  const successor = succeed();
  return {
    uri: files.toUri(address),
    async stop() {
      isStopped = true;
      watch.destroy();
      await (await successor)?.stop();
    },
  };
}
