import type { ChannelErrorCode } from '../channel.ts';
import type { ChannelLedger, ReachWindow, Reservation, Way } from './ledger.ts';
import { onItsWayMs } from './note-event.ts';
import type { ChannelRule, RateRule } from './rules.ts';

/**
 * One try to send: `id` is the outbox row's, `count` the messages that its words take; `answeredAt` when an answer
 * was made, absent for all else.
 */
export type Send = {
  readonly id: string;
  readonly count: number;
  readonly at: Date;
  readonly answeredAt?: Date;
};

/** By then a turn has answered, or will find other ways. */
const answerWithinMs = 120_000;

/** What came of a try. `unknown`: the platform may have taken it, so it stays counted. */
export type SendOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly code: ChannelErrorCode }
  | { readonly kind: 'unknown'; readonly code: ChannelErrorCode };

/** The ledger with the send counted, before it happens; undefined when the way is not open for it. */
export function reserveSend(
  ledger: ChannelLedger,
  way: Way,
  send: Send,
  rule: ChannelRule,
): ChannelLedger | undefined {
  if (ledger.leftAt !== undefined) return undefined;
  if (way.kind === 'subscription') return spendCredit(ledger, way.templateId, send);
  if (way.kind === 'template') return ledger;
  const { conversation } = rule;
  if (conversation.kind === 'rates') return countInSlices(ledger, conversation.rates, send);
  return conversation.kind === 'windows' ? countInWindow(ledger, send) : ledger;
}

/** How many messages may still leave in the window; undefined while nothing is known of it. */
export function countLeft(window: ReachWindow | undefined, now: Date): number | undefined {
  if (window === undefined) return undefined;
  return window.until >= now ? Math.max(0, window.sends - window.used) : 0;
}

/** Until when the window's last message is kept for the answer to what opened it; undefined for that answer itself. */
export function findAnswerEnd(
  window: ReachWindow,
  { answeredAt }: Pick<Send, 'answeredAt'>,
): Date | undefined {
  const isAnswer = answeredAt !== undefined && answeredAt >= window.openedAt;
  return isAnswer ? undefined : new Date(window.openedAt.getTime() + answerWithinMs);
}

function countInWindow(ledger: ChannelLedger, send: Send): ChannelLedger | undefined {
  const { window } = ledger;
  if (window === undefined) return ledger;
  if (window.until < send.at) return undefined;
  const { id, count, at } = send;
  const reservations = [...ledger.reservations, { id, count, at }];
  const isKept = send.at < (findAnswerEnd(window, send) ?? send.at);
  if (window.sends - window.used >= send.count + (isKept ? 1 : 0)) {
    return { ...ledger, window: { ...window, used: window.used + send.count }, reservations };
  }
  if (isKept) return undefined;
  const doubtful = (window.doubtful ?? 0) - send.count;
  if (doubtful >= 0) return { ...ledger, window: { ...window, doubtful }, reservations };
  // A row whose own earlier tries may or may not have arrived is tried on, not kept for their sake.
  return isRepeat(ledger, send) ? ledger : undefined;
}

const isRepeat = ({ reservations }: ChannelLedger, { id }: Send): boolean =>
  reservations.some((made) => made.id === id && made.isTaken === undefined);

function countInSlices(
  ledger: ChannelLedger,
  rates: readonly RateRule[],
  send: Send,
): ChannelLedger | undefined {
  if (rates.some((rate) => isUsedUp(ledger, rate, send.at, send.count))) return undefined;
  const counted = rates.map(({ perMs }) => {
    const startsAt = toSliceStart(send.at, perMs);
    return [perMs, { startsAt, used: countUsed(ledger, perMs, startsAt) + send.count }];
  });
  return { ...ledger, slices: { ...ledger.slices, ...Object.fromEntries(counted) } };
}

/** Whether so many more would exceed half of the limit: any stretch of that length lies in two slices at most. */
export function isUsedUp(
  ledger: ChannelLedger | undefined,
  { perMs, sends }: RateRule,
  at: Date,
  count = 1,
): boolean {
  return countUsed(ledger, perMs, toSliceStart(at, perMs)) + count > Math.floor(sends / 2);
}

function countUsed(ledger: ChannelLedger | undefined, perMs: number, startsAt: Date): number {
  const slice = ledger?.slices[perMs];
  return slice?.startsAt.getTime() === startsAt.getTime() ? slice.used : 0;
}

/** Where the slice begins that a moment lies in. */
export function toSliceStart(at: Date, perMs: number): Date {
  return new Date(Math.floor(at.getTime() / perMs) * perMs);
}

function spendCredit(
  ledger: ChannelLedger,
  templateId: string,
  send: Send,
): ChannelLedger | undefined {
  const left = ledger.credits[templateId] ?? 0;
  if (left < 1) return undefined;
  return {
    ...ledger,
    credits: { ...ledger.credits, [templateId]: left - 1 },
    reservations: [...ledger.reservations, send],
  };
}

/** The ledger once the outcome is known: what was refused is given back, and why is kept. */
export function settleSend(
  ledger: ChannelLedger,
  way: Way,
  send: Send,
  outcome: SendOutcome,
): ChannelLedger {
  if (outcome.kind === 'taken') {
    return { ...markTaken(ledger, send), lastSent: { at: send.at, way: way.kind } };
  }
  const lastFailure = { at: send.at, way: way.kind, code: outcome.code };
  if (outcome.kind === 'unknown') return { ...ledger, lastFailure };
  return { ...learnFrom(giveBack(ledger, way, send), way, send, outcome.code), lastFailure };
}

const isOf =
  (send: Send) =>
  ({ id, at, isTaken }: Reservation): boolean =>
    id === send.id && at.getTime() === send.at.getTime() && isTaken === undefined;

function markTaken(ledger: ChannelLedger, send: Send): ChannelLedger {
  const index = ledger.reservations.findLastIndex(isOf(send));
  if (index < 0) return ledger;
  const reservations = ledger.reservations
    .with(index, { ...send, isTaken: true })
    .filter(({ at, isTaken }) => !isTaken || send.at.getTime() - at.getTime() < onItsWayMs);
  return { ...ledger, reservations };
}

function drop(ledger: ChannelLedger, send: Send): ChannelLedger {
  const index = ledger.reservations.findLastIndex(isOf(send));
  return index < 0 ? ledger : { ...ledger, reservations: ledger.reservations.toSpliced(index, 1) };
}

function giveBack(ledger: ChannelLedger, way: Way, send: Send): ChannelLedger {
  const dropped = drop(ledger, send);
  if (dropped === ledger) return ledger;
  if (way.kind === 'subscription') {
    const left = dropped.credits[way.templateId] ?? 0;
    return { ...dropped, credits: { ...dropped.credits, [way.templateId]: left + 1 } };
  }
  // Of several parts some may have arrived: all stay counted.
  if (dropped.window === undefined || send.count > 1) return dropped;
  const { window } = dropped;
  return { ...dropped, window: { ...window, used: Math.max(0, window.used - 1) } };
}

/** The platform knows better: a window that it calls closed is, a consent that it denies is spent. */
function learnFrom(
  ledger: ChannelLedger,
  way: Way,
  { id, at }: Send,
  code: ChannelErrorCode,
): ChannelLedger {
  if (way.kind === 'subscription' && code === 'no_consent') {
    return { ...ledger, credits: { ...ledger.credits, [way.templateId]: 0 } };
  }
  if (code === 'blocked') return { ...ledger, leftAt: at };
  if (way.kind !== 'message' || code !== 'window_closed') return ledger;
  const { window } = ledger;
  // A window that opened while the refused send was under way is not meant.
  if (window !== undefined && window.openedAt > at) return ledger;
  return {
    ...ledger,
    window: {
      opener: window?.opener ?? 'message',
      openedBy: window?.openedBy ?? id,
      openedAt: window?.openedAt ?? at,
      until: at,
      sends: 0,
      used: 0,
    },
  };
}
