import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Starts a built module (.js), or the source (.ts) that it is built of, in a thread of its own. */
export function startThread(module: URL, workerData: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(module, { workerData });
  // Sources run in a thread only through the loader that runs them in development.
  const api = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api'));
  const loader = JSON.stringify(new URL('index.mjs', api).href);
  const entry = JSON.stringify(module.href.replace(/\.js$/, '.ts'));
  const source = `import(${loader}).then((tsx) => (tsx.register(), import(${entry})))`;
  return new Worker(source, { eval: true, workerData, execArgv: ['--no-warnings'] });
}
