import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Starts `name`.ts, or the .js that was built of it, beside the module that calls, in a thread of its own. */
export function startThread(name: string, caller: string, workerData: unknown): Worker {
  if (!caller.endsWith('.ts')) return new Worker(new URL(`${name}.js`, caller), { workerData });
  // Sources run in a thread only through the loader that runs them in development.
  const api = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api'));
  const loader = JSON.stringify(new URL('index.mjs', api).href);
  const entry = JSON.stringify(new URL(`${name}.ts`, caller).href);
  const source = `import(${loader}).then((tsx) => (tsx.register(), import(${entry})))`;
  return new Worker(source, { eval: true, workerData, execArgv: ['--no-warnings'] });
}
