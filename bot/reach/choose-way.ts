import type { ChannelName } from '../message.ts';
import { emptyChannelLedger, type ChannelLedger, type Ledger, type Way } from './ledger.ts';
import { findAnswerEnd, isUsedUp, reserveSend, toSliceStart } from './reserve.ts';
import { channelRules, type ChannelRule } from './rules.ts';

/** A channel that the person is bound to and that runs here, with what it offers beside the conversation. */
export type ReachableChannel = {
  readonly channel: ChannelName;
  readonly subscriptionTemplateId?: string;
  readonly hasTemplate?: boolean;
};

/** What is to be told, as far as it decides the way. */
export type ToTell = {
  readonly id: string;
  readonly urgency: 'normal' | 'urgent';
  /** False for answers: they stay in the channel of the question and come at once. */
  readonly isNotice: boolean;
  /** When an answer was made: what the person wrote before may have its last message. Absent for all else. */
  readonly answeredAt?: Date;
  /** Whether a number alone says something, and was not sent before. */
  readonly mayNudge: boolean;
  /** In order of preference: the channel of the question, or the one used last, first. */
  readonly channels: readonly ReachableChannel[];
  /** How many messages the words take in a channel. */
  readonly countMessages: (channel: ChannelName) => number;
};

/** When people may be rung unasked. */
export type OfficeHours = {
  readonly isOpen: (at: Date) => boolean;
  /** The next moment from `at` on that lies within office hours. */
  readonly nextOpening: (at: Date) => Date;
};

/** Why nothing leaves now and the notice waits for the person's next contact. */
export type KeepReason = 'no_channel' | 'window_closed' | 'blocked';

export type Choice =
  | { readonly kind: 'send'; readonly way: Way }
  | { readonly kind: 'wait'; readonly until: Date; readonly because: 'office_hours' | 'busy' }
  | { readonly kind: 'keep'; readonly because: KeepReason };

/** Whoever wrote so lately is awake and waits for news: no hour is unfit. */
const inConversationMs = 30 * 60_000;

/**
 * The best way that is open: full words, else a consent's message, else a template, each first in the channel used
 * last and then in another; `tried` are ways that failed just now.
 */
export function chooseWay(
  ledger: Ledger,
  toTell: ToTell,
  now: Date,
  { hours, tried = [] }: { readonly hours: OfficeHours; readonly tried?: readonly Way[] },
): Choice {
  const isTried = (way: Way) =>
    tried.some(({ kind, channel }) => kind === way.kind && channel === way.channel);
  for (const reachable of toTell.channels) {
    const rule = channelRules[reachable.channel];
    const own = ledger.channels[reachable.channel] ?? emptyChannelLedger;
    const way = listWays(reachable, toTell, rule).find(
      (candidate) => !isTried(candidate) && isOpen(own, candidate, toTell, now, rule),
    );
    const freeAt = isTried({ kind: 'message', channel: reachable.channel })
      ? undefined
      : findFreedAt(own, reachable, toTell, now);
    if (freeAt !== undefined && way?.kind !== 'message') {
      return { kind: 'wait', until: freeAt, because: 'busy' };
    }
    if (way === undefined) continue;
    const mustWait = toTell.isNotice && toTell.urgency === 'normal' && rule.ringsPhone;
    if (mustWait && !hours.isOpen(now) && !isInConversation(own, now)) {
      return { kind: 'wait', until: hours.nextOpening(now), because: 'office_hours' };
    }
    return { kind: 'send', way };
  }
  const roomAt = findRoom(ledger, toTell, now);
  return roomAt === undefined
    ? { kind: 'keep', because: findReason(ledger, toTell) }
    : { kind: 'wait', until: roomAt, because: 'busy' };
}

/** When a rate that is used up now leaves room again. */
function findRoom(ledger: Ledger, { channels }: ToTell, now: Date): Date | undefined {
  for (const { channel } of channels) {
    const { conversation } = channelRules[channel];
    const own = ledger.channels[channel];
    if (conversation.kind !== 'rates' || own?.leftAt !== undefined) continue;
    const longestFull = conversation.rates.findLast((rate) => isUsedUp(own, rate, now));
    if (longestFull === undefined) continue;
    return new Date(toSliceStart(now, longestFull.perMs).getTime() + longestFull.perMs);
  }
  return undefined;
}

/** When a message of the window is freed that is kept for the answer of the turn; undefined when that brings nothing. */
function findFreedAt(
  own: ChannelLedger,
  { channel }: ReachableChannel,
  toTell: ToTell,
  now: Date,
): Date | undefined {
  const at = own.window && findAnswerEnd(own.window, toTell);
  if (at === undefined || at <= now) return undefined;
  return isOpen(own, { kind: 'message', channel }, toTell, at, channelRules[channel])
    ? at
    : undefined;
}

function listWays(
  { channel, subscriptionTemplateId, hasTemplate }: ReachableChannel,
  { mayNudge }: ToTell,
  { nudges }: ChannelRule,
): readonly Way[] {
  const ways: Way[] = [{ kind: 'message', channel }];
  if (!mayNudge) return ways;
  if (nudges.subscription !== undefined && subscriptionTemplateId !== undefined) {
    ways.push({ kind: 'subscription', channel, templateId: subscriptionTemplateId });
  }
  if (nudges.template !== undefined && hasTemplate === true)
    ways.push({ kind: 'template', channel });
  return ways;
}

function isOpen(
  own: ChannelLedger,
  way: Way,
  { id, countMessages, answeredAt }: ToTell,
  at: Date,
  rule: ChannelRule,
): boolean {
  const count = way.kind === 'message' ? countMessages(way.channel) : 1;
  const send = { id, count, at, ...(answeredAt && { answeredAt }) };
  return reserveSend(own, way, send, rule) !== undefined;
}

function isInConversation({ contactAt }: ChannelLedger, now: Date): boolean {
  return contactAt !== undefined && now.getTime() - contactAt.getTime() < inConversationMs;
}

function findReason(ledger: Ledger, { channels }: ToTell): KeepReason {
  if (channels.length === 0) return 'no_channel';
  const hasLeftAll = channels.every(
    ({ channel }) => ledger.channels[channel]?.leftAt !== undefined,
  );
  return hasLeftAll ? 'blocked' : 'window_closed';
}
