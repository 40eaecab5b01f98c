import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { joinFolder, type Member, type MemberOptions } from './member.ts';

/** What a thread can be told: no functions. */
type ThreadOptions = Omit<MemberOptions, 'now'>;

/** Joins a folder from a thread of its own, so that no query holds up this one. */
export async function joinInThread(options: ThreadOptions): Promise<Member> {
  const worker = startWorker({ embeddedMongo: options });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const [uri] = await once(worker, 'message');
  const stop = (): Promise<void> => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage('stop');
    return ended;
  };
  return { uri, stop };
}

function startWorker(data: { readonly embeddedMongo: ThreadOptions }): Worker {
  const { url } = import.meta;
  if (url.endsWith('.js')) return new Worker(new URL(url), { workerData: data });
  // Sources run in a thread only through the loader that runs them in development.
  const loader = pathToFileURL(createRequire(url).resolve('tsx/esm/api').replace(/cjs$/, 'mjs'));
  const source = `import('${loader.href}').then((tsx) => (tsx.register(), import('${url}')))`;
  return new Worker(source, { eval: true, workerData: data, execArgv: ['--no-warnings'] });
}

/** In the thread: an error of the start is thrown there and comes out of `joinInThread`. */
const options: ThreadOptions | undefined = workerData?.embeddedMongo;
if (options !== undefined) {
  const { uri, stop } = await joinFolder({ ...options, now: () => new Date() });
  parentPort?.once('message', () => void stop().then(() => process.exit()));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(uri);
}
