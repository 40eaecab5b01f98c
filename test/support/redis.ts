import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { findFreePort } from './duxin-process.ts';

export type TestRedis = {
  readonly url: string;
  /** FLUSHALL: everything in it is gone. */
  readonly flush: () => void;
  readonly stop: () => Promise<void>;
};

/** True when Debian's redis-server is here; says so loudly when it is not, and fails in CI. */
export function hasRedis(): boolean {
  if (spawnSync('which', ['redis-server']).status === 0) return true;
  if (process.env['CI']) throw new Error('redis-server is missing: apt-get install redis-server');
  process.stderr.write('\n!! redis-server is missing: tests on a real Redis are SKIPPED\n');
  return false;
}

/** A real Redis of this test's own on a free loopback port, without persistence. */
export async function startRedis(): Promise<TestRedis> {
  const port = await findFreePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; tries < 200 && !(await answers(port)); tries += 1) await sleep(25);
  return {
    url: `redis://127.0.0.1:${port}`,
    flush() {
      const { status } = spawnSync('redis-cli', ['-p', String(port), 'FLUSHALL']);
      if (status !== 0) throw new Error('FLUSHALL failed');
    },
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.end();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
