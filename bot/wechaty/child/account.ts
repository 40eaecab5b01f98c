import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** A fresh login learns its contacts by and by. */
const contactsLoadMs = 120_000;
const pausesMs = [0, 1000, 5000];

/** Wechaty's type names the packages that it knows; it loads any other as well. */
const PuppetSchema = z.custom<NonNullable<WechatyOptions['puppet']>>(
  (name) => typeof name === 'string',
);

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
  const login = watchLogin(bot, (accountId) => say({ kind: 'login', generation, accountId }));
  bot.on('logout', () => say({ kind: 'logout', generation }));
  const settleHeard = listen(bot, login, ports);
  await bot.start().catch(() => undefined);
  // `start` resolves also when the puppet failed or hangs.
  if (isActive(bot)) say({ kind: 'active', generation });
  else say({ kind: 'failed', generation, failure: 'not_active' });
  return {
    beat(): void {
      login.look();
      say({ kind: 'beat', generation, isActive: isActive(bot), isLoggedIn: bot.isLoggedIn });
    },
    async send({ order: orderId, contactId, text }) {
      try {
        await sendText(bot, contactId, text, login.isFresh());
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

type Login = {
  /** The account that is, or was last, logged in. */
  readonly read: () => string;
  /** Whether contacts may not be loaded yet. */
  readonly isFresh: () => boolean;
  /** Says what wechaty kept to itself: it tells of no login whose own contact it could not load. */
  readonly look: () => void;
};

/** Says each account that logs in once. */
function watchLogin(bot: Wechaty, say: (accountId: string) => void): Login {
  let accountId: string | undefined;
  let since = Date.now();

  function note(id: string): void {
    if (id === accountId) return;
    accountId = id;
    since = Date.now();
    say(id);
  }

  bot.on('login', ({ id }) => note(id));
  return {
    read: () => accountId ?? bot.puppet.currentUserId,
    isFresh: () => Date.now() - since < contactsLoadMs,
    look: () => bot.isLoggedIn && note(bot.puppet.currentUserId),
  };
}

/** Messages of one contact one after the other, of many in parallel; returns the wait for those under way. */
function listen(
  bot: Wechaty,
  login: Login,
  { handOver, spool }: AccountPorts,
): () => Promise<unknown> {
  const lines = new Map<string, Promise<void>>();

  async function take(message: Message): Promise<void> {
    if (!(await isForUs(message))) return;
    const ports = { keep: handOver.keep, spool };
    handOver.add(await readMessage(message, login.read(), ports));
  }

  /** What the puppet cannot say just now it may say in a moment. */
  async function takeInTime(message: Message): Promise<void> {
    for (const pauseMs of pausesMs) {
      await sleep(pauseMs);
      const isTaken = await take(message).then(
        () => true,
        () => false,
      );
      if (isTaken) return;
    }
  }

  bot.on('message', (message) => {
    const from: Contact = message.talker();
    const before = lines.get(from.id) ?? Promise.resolve();
    const line = before.then(() => takeInTime(message));
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
  isFresh: boolean,
): Promise<void> {
  if (!bot.isLoggedIn) throw new SendError('offline');
  const contact = await bot.Contact.find({ id: contactId }).catch(() => undefined);
  if (contact === undefined) throw new SendError(isFresh ? 'contacts_loading' : 'unknown_contact');
  await contact.say(text);
}

/** `pending` is not active yet. */
const isActive = (bot: Wechaty): boolean => bot.puppet.state.active() === true;
