import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findGivenServer, toDatabaseUri, toRunPrefix } from './test-databases.ts';

/** A free loopback port, for a process that is killed and started again on the same one. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A temporary folder for one test's data, and its removal. */
export function makeDataDir(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'duxin-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Generous: a start takes two seconds of a core, and a busy machine lends it a tenth of one. */
const readyMs = 50_000;

export type DuxinProcess = {
  readonly url: string;
  readonly pid: number;
  readonly output: () => string;
  /** kill -9: nothing is said goodbye to. */
  readonly kill: () => Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
};

/** Starts the built service as a real process and waits until it is ready. */
export async function startDuxin(
  env: Readonly<Record<string, string>> & { readonly PORT: string; readonly DATA_DIR: string },
): Promise<DuxinProcess> {
  const child = spawn(process.execPath, ['dist/bot/main.js'], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...toDatabaseEnv(env.DATA_DIR), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `http://127.0.0.1:${env.PORT}`;
  await waitUntilReady(
    child,
    toReadiness(env, url, () => output),
    () => output,
  );
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    kill: async () => void (await end(child, 'SIGKILL')),
    stop: () => end(child, 'SIGTERM'),
  };
}

/** On a real server the folder's name stands for the database, so that a restart finds its own. */
function toDatabaseEnv(dataDir: string): Readonly<Record<string, string>> {
  const given = findGivenServer();
  if (given === undefined) return {};
  return {
    MONGODB_URI: toDatabaseUri(given, `${toRunPrefix()}${basename(dataDir)}`),
    SECRET_KEY: createHash('sha256').update(dataDir).digest('base64'),
  };
}

/** A process that serves pages is asked; a worker alone says on its output that it has started. */
function toReadiness(env: Readonly<Record<string, string>>, url: string, output: () => string) {
  if (!(env['ROLES'] ?? 'web').includes('web')) return async () => output().includes('Duxin 督信');
  return () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
}

async function waitUntilReady(
  child: ChildProcess,
  isReady: () => Promise<boolean>,
  output: () => string,
) {
  const deadline = Date.now() + readyMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`duxin ended at start:\n${output()}`);
    if (await isReady()) return;
    await sleep(50);
  }
  throw new Error(`duxin was not ready in ${readyMs} ms:\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return ended;
}
