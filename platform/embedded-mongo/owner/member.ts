import { setTimeout as sleep } from 'node:timers/promises';
import { MongoError } from '../errors.ts';
import * as folders from './folder.ts';
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
  readonly stop: () => Promise<void>;
}

/** Joins the processes on a folder: the first one serves, and when it ends another takes over. */
export async function joinFolder({ dataDir, now, tcpPort }: MemberOptions): Promise<Member> {
  const folder = folders.openFolder(dataDir);

  /** Serves the folder; undefined when another process has the lock. */
  async function tryToOwn(last?: folders.Address): Promise<Member | undefined> {
    const lock = await tryLock(folder.lock);
    if (lock === undefined) return undefined;
    try {
      const service = await serve(folder, last ?? folders.chooseAddress(folder, tcpPort), now);
      folders.writeAddress(folder, service.address);
      const stop = () => service.stop().then(() => lock.close());
      return { uri: folders.toUri(service.address), stop };
    } catch (error) {
      await lock.close();
      throw error;
    }
  }

  /** Uses another process's server and takes its place when it ends. */
  function standBy(address: folders.Address): Member {
    let isStopped = false;
    let watch = watchLock(folder.lock);
    async function succeed(): Promise<Member | undefined> {
      await new Promise((resolve) => watch.once('close', resolve));
      const owner = isStopped ? undefined : await tryToOwn(address);
      if (isStopped || owner !== undefined) return owner;
      watch = watchLock(folder.lock);
      return succeed();
    }
    const successor = succeed();
    async function stop(): Promise<void> {
      isStopped = true;
      watch.destroy();
      await (await successor)?.stop();
    }
    return { uri: folders.toUri(address), stop };
  }

  const until = performance.now() + START_TIMEOUT_MS;
  for (; performance.now() < until; await sleep(RETRY_MS)) {
    const owner = await tryToOwn();
    if (owner !== undefined) return owner;
    const address = folders.readAddress(folder);
    const isServed = address !== undefined && (await askFolderId(address)) === folder.id;
    if (isServed) return standBy(address);
  }
  throw new MongoError('InternalError', 'the owner of the data folder does not answer');
}
