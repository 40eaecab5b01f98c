import { randomInt } from 'node:crypto';
import {
  createLedgerKeeper,
  toPlainText,
  toTaskAt,
  type Bell,
  type Channel,
  type ChannelErrorCode,
  type ChannelName,
  type InboundMessage,
  type OfficeHours,
  type Route,
  type Words,
} from '../../bot/index.ts';
import { createDeliver } from '../../bot/deliver.ts';
import { createDrain } from '../../bot/drain.ts';
import { createReceive } from '../../bot/receive.ts';
import { createTakeTurn } from '../../bot/take-turn.ts';
import { createRoutes, emptyDialogue, type DialogueState } from '../../handlers/index.ts';
import { maskPersonal } from '../../knowledge/index.ts';
import { createDayTable } from '../../platform/calendar/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { createInProcessQueue } from '../../platform/queue/in-process.ts';
import { createRelay, createSweeper } from '../../platform/queue/index.ts';
import { createSecrets, newMasterKey, type Secrets } from '../../platform/seal/index.ts';
import {
  createTickets,
  defaultProcedures,
  toShanghaiDay,
  type TicketPorts,
} from '../../tickets/index.ts';
import { buildKnowledge } from './build-knowledge.ts';
import { createMemoryPoints } from './memory-points.ts';
import { createMemoryReferrals } from './memory-referrals.ts';
import { waitFor } from './wait-for.ts';

/** A clock that only the test moves. */
export type TestClock = { now: Date };

const alwaysOpen: OfficeHours = { isOpen: () => true, nextOpening: (at) => at };
const announce = (): void => undefined;
/** Generous: hundreds of messages on a busy machine. */
const restWithinMs = 60_000;
const render = createRender(await createTranslate());

/** Everything durable that the walk stands on, on a real database. */
export function openBotStores(database: mongo.Database, secrets: Secrets, clock: TestClock) {
  const now = () => clock.now;
  const people = mongo.createPersonStore(database, secrets);
  const files = { assignTicket: async () => undefined, remove: async () => undefined };
  return {
    people,
    inbox: mongo.createInboxStore(database),
    sessions: mongo.createSessionStore<DialogueState>(database, () => emptyDialogue),
    outbox: mongo.createOutboxStore(database, secrets),
    transcript: mongo.createTranscriptStore(database, secrets, now),
    reach: mongo.createReachStore(database),
    tasks: mongo.createTaskStore(database),
    taskRows: mongo.createTaskRows(database),
    directory: mongo.createDirectory(database, secrets),
    invitations: mongo.createInvitationStore(database),
    tickets: mongo.createTicketStore(database, people),
    unanswered: mongo.createUnansweredStore(database),
    usage: mongo.createUsageStore(database),
    files,
    forgetDraft: mongo.createForgetDraft(database, files),
  };
}
export type BotStores = ReturnType<typeof openBotStores>;

/** What a person was sent: each push with its key, in order. */
export type Push = { readonly key: string; readonly userId: string; readonly text: string };

type BotOptions = {
  readonly database: mongo.Database;
  readonly clock: TestClock;
  readonly secrets?: Secrets;
  readonly stores?: BotStores;
  /** Instead of the real handlers. */
  readonly routes?: readonly Route<DialogueState>[];
  /** Channels that may answer within the request, and their bytes. */
  readonly passive?: ReadonlyMap<ChannelName, number>;
  /** When notices may leave; at any hour unless given. */
  readonly hours?: OfficeHours;
  /** What the official account offers beside its conversation. */
  readonly nudges?: Channel['nudges'];
  /** Plays the platform: throws what it refuses. */
  readonly send?: (userId: string, words: Words, key: string) => Promise<void>;
};

/** The walk, wired as the service wires it, with a channel that writes down what it is given. */
export function buildBot(options: BotOptions) {
  const { database, clock, passive = new Map(), send = async () => undefined } = options;
  const { secrets = createSecrets([newMasterKey()]) } = options;
  const stores = options.stores ?? openBotStores(database, secrets, clock);
  const { inbox, sessions, outbox, transcript, directory, tickets, people, invitations } = stores;
  const now = () => clock.now;
  const pushes: Push[] = [];
  const failures: { readonly messageId: string; readonly tries: number }[] = [];
  const refusals: { readonly code: ChannelErrorCode; readonly outboxId: string }[] = [];
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const bell: Bell = { ring: (job) => queue.ring(job) };
  const ticketing: TicketPorts = {
    store: tickets,
    calendar: createDayTable(),
    now,
    randomInt,
    undoMs: 0,
    ring: (id) => bell.ring({ kind: 'relay', id }),
    ...secrets.codes,
    procedures: defaultProcedures,
  };
  const acts = createTickets(ticketing);
  const handlers = createRoutes({
    callBacks: {
      book: async () => {},
      hasPhone: async () => false,
      hours: { nextOpening: (at) => at },
    },
    acts,
    tickets,
    people,
    invitations,
    fold,
    render,
    hashes: secrets.codes,
    procedures: defaultProcedures,
    knowledge: buildKnowledge(() => []),
    points: createMemoryPoints(),
    referrals: createMemoryReferrals(),
    findCompetent: async () => ({ unit: '12345', phone: '12345' }),
    unanswered: stores.unanswered,
    usage: stores.usage,
    mask: maskPersonal,
    progressUrl: 'http://localhost:8080/progress',
  });
  let owners = 0;
  const owner = `${process.pid}-${Math.random()}`;
  const newOwner = () => `${owner}-${(owners += 1)}`;
  const ledgers = createLedgerKeeper({ store: stores.reach, toDay: toShanghaiDay });
  const takeTurn = createTakeTurn<DialogueState>({
    routes: options.routes ?? handlers,
    inbox,
    sessions,
    outbox,
    transcript,
    directory,
    ledgers,
    files: stores.files,
    forgetDraft: stores.forgetDraft,
    render,
    bell,
    now,
    passiveClaimMs: 20_000,
    announce,
    onFailure: (_, messageId, tries) => void failures.push({ messageId, tries }),
  });
  const drain = createDrain({ inbox, bell, sessions, takeTurn, newOwner, now, leaseMs: 5000 });
  const channels = new Map(
    (['web-chat', 'official-account'] as const).map((name): [ChannelName, Channel] => [
      name,
      {
        name,
        async send(userId, words, key) {
          await send(userId, words, key);
          pushes.push({ key, userId, text: toPlainText(words) });
          return { at: now() };
        },
        ...(name === 'official-account' && options.nudges && { nudges: options.nudges }),
      },
    ]),
  );
  const deliver = createDeliver({
    outbox,
    directory,
    transcript,
    channels,
    ledgers,
    hours: options.hours ?? alwaysOpen,
    render,
    now,
    announce,
    newOwner,
    claimMs: 15_000,
    speechOf: async (personId) => (await sessions.find(personId)) ?? { language: 'zh-CN' },
    onFailure: (code, outboxId) => void refusals.push({ code, outboxId }),
  });
  const relay = createRelay({
    tickets,
    settle: acts.settleTicket,
    outbox,
    toTaskAt: (key, dueAt) => toTaskAt(key, dueAt, { isWorkingDay: () => true }),
    bell,
    now,
  });
  const queue = createInProcessQueue({
    handlers: { turn: (id) => drain(id), deliver, relay, media: async () => undefined },
    runs: true,
    concurrency: 16,
    onError,
  });
  const receive = createReceive({
    directory,
    inbox,
    outbox,
    drain,
    bell,
    now,
    passive,
    maxWaiting: 50,
    onError,
  });
  const sweeper = createSweeper({ inbox, outbox, tickets, bell, now });
  const isQuiet = async () => (await queue.size()) === 0;

  return {
    stores,
    secrets,
    receive,
    drain,
    deliver,
    relay,
    queue,
    acts,
    sweeper,
    clock,
    pushes,
    failures,
    refusals,
    errors,
    textsTo: (userId: string) =>
      pushes.filter((push) => push.userId === userId).map(({ text }) => text),
    /** Waits until no job waits or runs. */
    rest: () => waitFor(isQuiet, restWithinMs),
    /** Rings for whatever was left behind, until nothing is. */
    async sweepUp(rounds = 12): Promise<void> {
      for (let round = 0; round < rounds; round += 1) {
        pass(clock, 3);
        await sweeper.sweep();
        await waitFor(isQuiet, restWithinMs);
      }
    },
  };
}
export type Bot = ReturnType<typeof buildBot>;

/** Lets time pass. */
export function pass(clock: TestClock, seconds: number): void {
  clock.now = new Date(clock.now.getTime() + seconds * 1000);
}

let said = 0;

/** A text as a channel hands it in; every call gives another id. */
export function buildInbound(
  userId: string,
  text: string,
  { id, channel = 'web-chat' }: { readonly id?: string; readonly channel?: ChannelName } = {},
): InboundMessage {
  said += 1;
  return {
    id: id ?? `${channel}-m-bot-${said}`,
    from: { channel, userId },
    sentAt: new Date(),
    content: { kind: 'text', text },
  };
}

/** Begins a complaint with the real handlers: the next 提交 files it. */
export async function beginComplaint(bot: Bot, userId: string, story: string): Promise<void> {
  await bot.receive(buildInbound(userId, '投诉'));
  await bot.receive(buildInbound(userId, story));
  await bot.rest();
}
