import { join } from 'node:path';
import type { Contact, Message, Wechaty, WechatyOptions } from 'wechaty';
import { z } from 'zod';
import type { FromChild, SendFailure, StartChild, ToChild } from '../protocol.ts';
import type { Spool } from '../spool.ts';
import type { HandOver } from './hand-over.ts';
import { isForUs, readMessage } from './read-message.ts';

/** One attempt to be an account of WeChat. */
export type Account = {
  readonly beat: () => void;
  readonly send: (order: Extract<ToChild, { readonly kind: 'send' }>) => Promise<void>;
  readonly stop: () => Promise<void>;
};

type AccountPorts = {
  readonly say: (message: FromChild) => void;
  readonly handOver: Pick<HandOver, 'add' | 'keep'>;
  readonly spool: Pick<Spool, 'writeMedia'>;
};

/** Wechaty's type names the packages that it knows; it loads any other as well. */
const PuppetSchema = z.custom<NonNullable<WechatyOptions['puppet']>>(
  (name) => typeof name === 'string',
);

/** A fresh login learns its contacts by and by. */
const contactsLoadMs = 120_000;

/** Words to somebody whom the account does not know fail for good; all else may be tried again. */
class SendError extends Error {
  readonly failure: SendFailure;
  constructor(failure: SendFailure) {
    super(failure);
    this.name = 'SendError';
    this.failure = failure;
  }
}

/** Builds a fresh bot, says what becomes of it and hands over what it hears. Never rejects: a failure is said. */
export async function startAccount(order: StartChild, ports: AccountPorts): Promise<Account> {
  const { generation } = order;
  const { say } = ports;
  const bot = await buildBot(order).catch(() => undefined);
  if (bot === undefined) {
    say({ kind: 'failed', generation, failure: 'no_puppet' });
    return { beat: () => undefined, send: async () => undefined, stop: async () => undefined };
  }
  // Without a listener an error ends the process; puppets also report what does not matter, so it is only heard.
  bot.on('error', () => undefined);
  bot.on('scan', (url) => say({ kind: 'scan', generation, url }));
  let loggedInAt = Date.now();
  bot.on('login', ({ id }) => {
    loggedInAt = Date.now();
    say({ kind: 'login', generation, accountId: id });
  });
  bot.on('logout', () => say({ kind: 'logout', generation }));
  const settleHeard = listen(bot, ports);
  await bot.start().catch(() => undefined);
  // `start` resolves also when the puppet failed or hangs.
  if (isActive(bot)) say({ kind: 'active', generation });
  else say({ kind: 'failed', generation, failure: 'not_active' });
  return {
    beat: () =>
      say({ kind: 'beat', generation, isActive: isActive(bot), isLoggedIn: bot.isLoggedIn }),
    async send({ order: orderId, contactId, text }) {
      try {
        await sendText(bot, contactId, text, loggedInAt);
        say({ kind: 'sent', generation, order: orderId });
      } catch (error) {
        const failure = error instanceof SendError ? error.failure : 'refused';
        say({ kind: 'not_sent', generation, order: orderId, failure });
      }
    },
    async stop(): Promise<void> {
      // What was heard already is on disk before the process ends.
      await settleHeard();
      await bot.stop();
    },
  };
}

async function buildBot({ puppet, token, folder }: StartChild): Promise<Wechaty> {
  const { WechatyBuilder } = await import('wechaty');
  const options = {
    // The memory card with the login's cookies lies here, never in the folder that the service was started in.
    name: join(folder, 'account'),
    puppet: PuppetSchema.parse(puppet),
    ...(token !== undefined && { puppetOptions: { token } }),
  };
  const bot = WechatyBuilder.build(options);
  await bot.init();
  return bot;
}

/** Messages of one contact one after the other, of many in parallel; returns the wait for those under way. */
function listen(bot: Wechaty, { handOver, spool }: AccountPorts): () => Promise<unknown> {
  const lines = new Map<string, Promise<void>>();

  async function take(message: Message): Promise<void> {
    if (!(await isForUs(message))) return;
    const accountId = bot.currentUser.id;
    const handed = await readMessage(message, accountId, { keep: handOver.keep, spool });
    if (handed !== undefined) handOver.add(handed);
  }

  bot.on('message', (message) => {
    const from: Contact = message.talker();
    const before = lines.get(from.id) ?? Promise.resolve();
    const line = before.then(() => take(message)).catch(() => undefined);
    lines.set(from.id, line);
    void line.finally(() => {
      if (lines.get(from.id) === line) lines.delete(from.id);
    });
  });
  return () => Promise.all(lines.values());
}

async function sendText(
  bot: Wechaty,
  contactId: string,
  text: string,
  loggedInAt: number,
): Promise<void> {
  if (!bot.isLoggedIn) throw new SendError('offline');
  const contact = await bot.Contact.find({ id: contactId }).catch(() => undefined);
  if (contact === undefined) {
    const mayCome = Date.now() - loggedInAt < contactsLoadMs;
    throw new SendError(mayCome ? 'contacts_loading' : 'unknown_contact');
  }
  await contact.say(text);
}

/** `pending` is not active yet. */
const isActive = (bot: Wechaty): boolean => bot.puppet.state.active() === true;
