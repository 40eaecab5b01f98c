import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./member-process.ts', import.meta.url));

export interface MemberProcess {
  readonly uri: string;
  /** Ends it without warning, as `kill -9` does, or asks it to stop. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
}

/**
 * Starts another process on a folder and waits until it serves or stands by. `wrap` is a shell
 * line to start it with: it ends with what `exec` needs in front of the command.
 */
export async function startMember(dataDir: string, wrap = 'exec'): Promise<MemberProcess> {
  const command = `${wrap} "$0" --no-warnings --import tsx "$1" "$2"`;
  const child = spawn('sh', ['-c', command, process.execPath, SCRIPT, dataDir], {
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
