import type { ChannelName } from '../message.ts';
import {
  addStep,
  HandOverError,
  isWithBot,
  newHandOver,
  owe,
  type HandOver,
  type HandOverCause,
  type HandOverStep,
} from './hand-over.ts';
import type { StaffName, Summary } from './summary.ts';

/** What is written down when a member of staff gives a conversation away. */
export type Parting = { readonly note?: string; readonly summary: Summary };

type Asked = {
  readonly personId: string;
  readonly channel: ChannelName;
  readonly messageId: string;
  readonly cause: HandOverCause;
  readonly at: Date;
};

/** The person asks for a member of staff: into the queue, at its end. Whoever is in it or served stays where they are. */
export function askForPerson(handOver: HandOver | undefined, asked: Asked): HandOver {
  const { personId, channel, messageId, cause, at } = asked;
  const known = handOver ?? newHandOver(personId, channel, at);
  if (!isWithBot(known)) return known;
  const opened: HandOver = {
    ...openExchange(known, at),
    hands: { kind: 'waiting' },
    channel,
    askedBy: messageId,
    personAt: at,
  };
  return addStep(opened, { kind: 'asked', at, cause });
}

type Taken = {
  readonly personId: string;
  readonly channel: ChannelName;
  readonly by: StaffName;
  readonly at: Date;
  readonly ticketId?: string;
};

/** A member of staff takes the conversation, from the queue or from the bot. Throws `conversation_taken` when another has it. */
export function takeOver(handOver: HandOver | undefined, taken: Taken): HandOver {
  const { personId, channel, by, at, ticketId } = taken;
  const known = handOver ?? newHandOver(personId, channel, at);
  const { hands } = known;
  if (hands.kind === 'person' && hands.by.accountId === by.accountId) return known;
  if (hands.kind === 'person') throw new HandOverError('conversation_taken', hands.by.name);
  if (hands.kind === 'servicer') throw new HandOverError('conversation_taken');
  const isUnasked = hands.kind === 'bot';
  const begun: HandOver = {
    ...(isUnasked ? openExchange(known, at) : known),
    hands: { kind: 'person', by, since: at },
    ...(ticketId !== undefined && { ticketId }),
  };
  const step: HandOverStep = {
    kind: 'taken',
    at,
    by,
    ...(isUnasked && { cause: 'console' as const }),
  };
  return owe(addStep(begun, step), { key: 'hand_over.taken' }, at);
}

/** The owner gives it to a colleague, who need not do anything to have it. */
export function passOn(
  handOver: HandOver,
  { by, to, at, ...parting }: Parting & { by: StaffName; to: StaffName; at: Date },
): HandOver {
  expectOwner(handOver, by);
  if (to.accountId === by.accountId) return handOver;
  const passed: HandOver = { ...handOver, hands: { kind: 'person', by: to, since: at } };
  return owe(
    addStep(passed, { kind: 'passed', at, by, to, ...parting }),
    { key: 'hand_over.passed' },
    at,
  );
}

/** The owner puts it back into the queue, where it keeps its place by when the person asked. */
export function releaseToQueue(
  handOver: HandOver,
  { by, at, ...parting }: Parting & { by: StaffName; at: Date },
): HandOver {
  expectOwner(handOver, by);
  const released: HandOver = { ...forgetTold(handOver), hands: { kind: 'waiting' } };
  return owe(
    addStep(released, { kind: 'released', at, by, ...parting }),
    { key: 'hand_over.released' },
    at,
  );
}

/** The owner is done: back to the bot. */
export function closeExchange(
  handOver: HandOver,
  { by, at, ...parting }: Parting & { by: StaffName; at: Date },
): HandOver {
  expectOwner(handOver, by);
  const closed = giveToBot(handOver, { kind: 'closed', at, by, ...parting });
  return owe(closed, { key: 'hand_over.closed' }, at);
}

/** The person leads back to the bot, by word or by leaving a message; what is said of it is the turn's. */
export function leaveForBot(
  handOver: HandOver,
  { messageId, kind, at }: { messageId: string; kind: 'left' | 'left_message'; at: Date },
): HandOver {
  if (isWithBot(handOver)) return handOver;
  return { ...giveToBot(handOver, { kind, at }), leftBy: messageId };
}

/** Nobody came, or nobody said anything any more: back to the bot, which says so. */
export function endByItself(
  handOver: HandOver,
  { kind, at }: { kind: 'gave_up' | 'went_quiet'; at: Date },
): HandOver {
  if (isWithBot(handOver)) return handOver;
  return owe(giveToBot(handOver, { kind, at }), { key: `hand_over.${kind}` }, at);
}

/** The platform says who has the session there; nothing is said by us. */
export function followPlatform(
  handOver: HandOver | undefined,
  seen: {
    readonly personId: string;
    readonly channel: ChannelName;
    readonly isWithServicer: boolean;
    readonly at: Date;
  },
): HandOver {
  const { personId, channel, isWithServicer, at } = seen;
  const known = handOver ?? newHandOver(personId, channel, at);
  const { hands } = known;
  if (!isWithServicer) {
    return hands.kind === 'servicer' ? giveToBot(known, { kind: 'ended_on_platform', at }) : known;
  }
  // Who types at our own desk is not pushed aside: the desk's state says who answers.
  if (hands.kind === 'servicer' || hands.kind === 'person') return known;
  const begun = hands.kind === 'bot' ? openExchange(known, at) : known;
  const taken: HandOver = { ...begun, channel, hands: { kind: 'servicer', since: at } };
  return addStep(taken, { kind: 'taken_on_platform', at });
}

/** The person said something while the bot is silent. */
export function hearPerson(
  handOver: HandOver,
  { channel, at }: { channel: ChannelName; at: Date },
): HandOver {
  return isWithBot(handOver) ? handOver : { ...handOver, channel, personAt: at, updatedAt: at };
}

const keptSaid = 200;

/** The owner says something, kept in the outbox under `outboxId`. Throws `conversation_not_yours`. */
export function speak(
  handOver: HandOver,
  { by, outboxId, at }: { by: StaffName; outboxId: string; at: Date },
): HandOver {
  expectOwner(handOver, by);
  if (handOver.said.includes(outboxId)) return handOver;
  const said = [...handOver.said, outboxId].slice(-keptSaid);
  return { ...handOver, said, staffAt: at, updatedAt: at };
}

/** Throws `conversation_not_yours`, naming who has it, unless `by` does. */
export function expectOwner({ hands }: HandOver, by: StaffName): void {
  if (hands.kind === 'person' && hands.by.accountId === by.accountId) return;
  throw new HandOverError(
    'conversation_not_yours',
    hands.kind === 'person' ? hands.by.name : undefined,
  );
}

function openExchange(handOver: HandOver, at: Date): HandOver {
  const {
    personAt,
    staffAt,
    askedBy,
    leftBy,
    draftAskedAt,
    draftBy,
    ticketId,
    platformRefusal,
    ...rest
  } = forgetTold(handOver);
  return { ...rest, askedAt: at, said: [] };
}

function forgetTold(handOver: HandOver): HandOver {
  const { toldPosition, toldAt, toldDelayAt, ...rest } = handOver;
  return rest;
}

function giveToBot(handOver: HandOver, step: HandOverStep): HandOver {
  const { draftAskedAt, ...rest } = handOver;
  return addStep({ ...rest, hands: { kind: 'bot' } }, step);
}
