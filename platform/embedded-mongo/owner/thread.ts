import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { MongoError } from '../errors.ts';
import { joinFolder, type Member } from './member.ts';

interface ThreadOptions {
  readonly dataDir: string;
  readonly tcpPort: number | undefined;
}

type Answer = { readonly uri: string } | { readonly message: string; readonly code: number };

/** Joins a folder from a thread of its own, so that no query holds up this one. */
export function joinInThread(options: ThreadOptions): Promise<Member> {
  const worker = startWorker({ embeddedMongo: options });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const stop = (): Promise<void> => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage('stop');
    return ended;
  };
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: Answer) => {
      if ('uri' in answer) resolve({ uri: answer.uri, stop });
      else reject(new MongoError(answer.code, answer.message));
    });
    worker.once('exit', () => reject(new MongoError('InternalError', 'the database thread ended')));
  });
}

function startWorker(data: { readonly embeddedMongo: ThreadOptions }): Worker {
  const { url } = import.meta;
  if (url.endsWith('.js')) return new Worker(new URL(url), { workerData: data });
  // Sources run in a thread only through the loader that runs them in development.
  const loader = pathToFileURL(createRequire(url).resolve('tsx/esm/api').replace(/cjs$/, 'mjs'));
  const source = `import('${loader.href}').then((tsx) => (tsx.register(), import('${url}')))`;
  return new Worker(source, { eval: true, workerData: data, execArgv: ['--no-warnings'] });
}

/** What the thread does. */
async function serveThread(options: ThreadOptions): Promise<Answer> {
  try {
    const member = await joinFolder({ ...options, now: () => new Date() });
    parentPort?.once('message', () => void member.stop().then(() => process.exit()));
    return { uri: member.uri };
  } catch (error) {
    const code = error instanceof MongoError ? error.code : 1;
    return { message: error instanceof Error ? error.message : String(error), code };
  }
}

const options: ThreadOptions | undefined = workerData?.embeddedMongo;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
if (options !== undefined) parentPort?.postMessage(await serveThread(options));
