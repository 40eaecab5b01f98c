/** The child process: the only one that loads wechaty. It may crash, hang, log out or be banned without harm. */
import { join } from 'node:path';
import process from 'node:process';
import { ToChildSchema, type FromChild, type StartChild } from '../protocol.ts';
import { createSpool } from '../spool.ts';
import { createHandOver } from './hand-over.ts';
import { startAccount, type Account } from './account.ts';

// Login cookies and messages lie in this process's folder: for the owner only.
process.umask(0o077);

let account: Promise<Account> | undefined;
let handOver: ReturnType<typeof createHandOver> | undefined;

function say(message: FromChild): void {
  // A parent that is gone hears nothing; `disconnect` ends this process.
  if (process.connected) process.send?.(message);
}

async function start(order: StartChild): Promise<Account> {
  const { generation, folder } = order;
  const keys = order.keys.map((key) => Buffer.from(key, 'base64'));
  const spool = createSpool(join(folder, 'spool'), keys);
  await spool.prepare();
  const handing = createHandOver({
    spool,
    say: (message) => say({ kind: 'message', generation, message }),
  });
  handOver = handing;
  await handing.resume();
  return startAccount(order, { say, handOver: handing, spool });
}

async function hear(raw: unknown): Promise<void> {
  const message = ToChildSchema.parse(raw);
  switch (message.kind) {
    case 'start':
      account ??= start(message);
      return void (await account);
    case 'ping':
      return (await account)?.beat();
    case 'taken':
      return handOver?.settle(message.id);
    case 'send':
      return (await account)?.send(message);
    case 'stop':
      await (await account)?.stop();
      process.exit(0);
  }
}

process.on('message', (raw) => {
  // Whatever goes wrong here ends this attempt; the parent starts a fresh one.
  hear(raw).catch(() => process.exit(1));
});
process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', () => undefined);
