import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { waitFor } from './wait-for.ts';

/** What a login's QR code leads to, when the platform wants one. */
export const loginUrl = 'https://login.example.cn/l/secret-of-the-login';

const NewsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), pid: z.number() }),
  z.object({ kind: z.literal('logged_in'), pid: z.number() }),
  z.object({ kind: z.literal('said'), pid: z.number(), to: z.string(), text: z.string() }),
]);

export type Heard = {
  readonly id: string;
  readonly from: string;
  readonly text?: string;
  readonly file?: { readonly name: string; readonly base64: string };
  readonly ageMs?: number;
  readonly room?: string;
  readonly mentions?: readonly string[];
  /** 2 is an account that publishes. */
  readonly type?: number;
  /** So many look-ups of the contact fail, as right after a login. */
  readonly unloaded?: number;
};

/** The platform behind the driven puppet: says what the next start does, what is heard, and notes what the bot says. */
export async function startFakeWechaty() {
  const path = join(tmpdir(), `duxin-wechaty-${randomUUID()}.sock`);
  const said: { readonly to: string; readonly text: string; readonly at: number }[] = [];
  const pids: number[] = [];
  let manner: 'log_in' | 'scan' | 'hang' | 'fail' = 'log_in';
  let socket: Socket | undefined;
  let logins = 0;

  const server = createServer((connected) => {
    connected.on('error', () => undefined);
    const lines = createInterface({ input: connected });
    lines.on('error', () => undefined);
    lines.on('line', (line) => {
      const news = NewsSchema.parse(JSON.parse(line));
      if (news.kind === 'said') said.push({ to: news.to, text: news.text, at: Date.now() });
      if (news.kind === 'logged_in') logins += 1;
      if (news.kind !== 'started') return;
      socket = connected;
      pids.push(news.pid);
      tell({ kind: 'start', manner, loginUrl });
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));

  function tell(command: Readonly<Record<string, unknown>>): void {
    socket?.write(`${JSON.stringify(command)}\n`);
  }

  return {
    /** The settings that lead the child here. */
    env: {
      WECHATY_PUPPET: fileURLToPath(new URL('driven-puppet.js', import.meta.url)),
      WECHATY_TOKEN: path,
    },
    said: said as readonly { readonly to: string; readonly text: string; readonly at: number }[],
    pids: pids as readonly number[],
    countLogins: () => logins,
    setManner(next: typeof manner): void {
      manner = next;
    },
    hear: (message: Heard) => tell({ kind: 'hear', ...message }),
    logIn: () => tell({ kind: 'log_in' }),
    logOut: () => tell({ kind: 'log_out' }),
    crash: () => tell({ kind: 'crash' }),
    hang: () => tell({ kind: 'hang' }),
    /** Waits for one more login than there were. */
    waitForLogin: (count: number, timeoutMs = 60_000) => waitFor(() => logins >= count, timeoutMs),
    async stop(): Promise<void> {
      socket?.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type FakeWechaty = Awaited<ReturnType<typeof startFakeWechaty>>;
