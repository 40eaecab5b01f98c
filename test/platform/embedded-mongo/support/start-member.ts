import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./member-process.ts', import.meta.url));

export interface MemberProcess {
  readonly uri: string;
  /** Ends it without warning, as `kill -9` does, or asks it to stop. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
}

/** Starts another process on a folder and waits until it serves or stands by. */
export async function startMember(dataDir: string): Promise<MemberProcess> {
  const child = fork(SCRIPT, [dataDir], {
    execArgv: ['--no-warnings', '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const uri = await readUri(child);
  return {
    uri,
    async end(signal) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

function readUri(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: { uri: string }) => resolve(message.uri));
    child.once('exit', () => reject(new Error('the member process ended before it was ready')));
  });
}
