import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { MongoError } from '../errors.ts';
import type { Member } from './member.ts';

/** What the thread is told at its start. */
export interface ThreadOptions {
  readonly dataDir: string;
  readonly tcpPort: number | undefined;
}

/** What the thread answers. */
export type FromThread =
  | { readonly kind: 'ready'; readonly uri: string }
  | { readonly kind: 'failed'; readonly message: string; readonly code: number };

/** Joins a folder from a thread of its own, so that no query holds up this one. */
export function joinInThread(options: ThreadOptions): Promise<Member> {
  const worker = startWorker(options);
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: FromThread) => {
      if (answer.kind === 'failed') return reject(new MongoError(answer.code, answer.message));
      resolve({
        uri: answer.uri,
        async stop() {
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
          worker.postMessage('stop');
          await ended;
        },
      });
    });
    worker.once('exit', () => reject(new MongoError('InternalError', 'the database thread ended')));
  });
}

function startWorker(workerData: ThreadOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./worker.js', import.meta.url), { workerData });
  }
  // Sources run in a thread only through the loader that runs them in development.
  const api = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api'));
  const loader = JSON.stringify(new URL('index.mjs', api).href);
  const entry = JSON.stringify(new URL('worker.ts', import.meta.url).href);
  const source = `import(${loader}).then((tsx) => (tsx.register(), import(${entry})))`;
  return new Worker(source, { eval: true, workerData, execArgv: ['--no-warnings'] });
}
