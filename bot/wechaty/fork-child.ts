import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FromChildSchema, type FromChild, type StartChild, type ToChild } from './protocol.ts';

/** One child process of one generation. */
export type Child = {
  readonly say: (message: ToChild) => void;
  readonly kill: () => void;
};

type ChildEars = {
  readonly onSaid: (said: FromChild) => void;
  readonly onExit: () => void;
  /** The child said something that is not of the protocol; it is not heard. */
  readonly onNonsense: () => void;
};

export type ForkChild = (order: StartChild, ears: ChildEars) => Child;

const maxMemoryMb = 512;
/** All that the child gets of our environment: no key, no password, no address of a database. */
const passedOn = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY'] as const;

/** Forks the child in its own folder, with its words to the log silenced: they hold what people wrote. */
export const forkChild: ForkChild = (order, { onSaid, onExit, onNonsense }) => {
  const { entry, execArgv } = findEntry();
  const child = fork(entry, {
    cwd: order.folder,
    env: { ...pickEnvironment(), WECHATY_LOG: 'silent' },
    execArgv: [...execArgv, `--max-old-space-size=${maxMemoryMb}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let isGone = false;
  function leave(): void {
    if (isGone) return;
    isGone = true;
    child.removeAllListeners();
    // A send that fails after the end must not end the parent.
    child.on('error', () => undefined);
    onExit();
  }
  child.on('message', (raw) => {
    const said = FromChildSchema.safeParse(raw);
    if (!said.success) return onNonsense();
    if (said.data.generation === order.generation) onSaid(said.data);
  });
  child.once('exit', leave);
  child.once('error', leave);
  function say(message: ToChild): void {
    if (child.connected) child.send(message, () => undefined);
  }
  say(order);
  return { say, kill: () => void child.kill('SIGKILL') };
};

function pickEnvironment(): Record<string, string> {
  return Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The built module, or the source through the loader that runs it in development. */
function findEntry(): { readonly entry: string; readonly execArgv: readonly string[] } {
  if (!import.meta.url.endsWith('.ts')) {
    return { entry: fileURLToPath(new URL('./child/entry.js', import.meta.url)), execArgv: [] };
  }
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm')).href;
  return {
    entry: fileURLToPath(new URL('./child/entry.ts', import.meta.url)),
    execArgv: ['--no-warnings', '--import', loader],
  };
}
