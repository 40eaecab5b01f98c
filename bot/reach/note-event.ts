import type { Content } from '../message.ts';
import type { ChannelLedger, Reservation } from './ledger.ts';
import type { ConversationRule, Opener } from './rules.ts';

/**
 * What a person did, as far as it changes how they can be reached. `id` is the message's; `at` when we heard of it,
 * `actedAt` when it was done, where the platform says so.
 */
export type ReachEvent = { readonly id: string; readonly at: Date } & (
  | { readonly kind: 'contact'; readonly opener: Opener; readonly actedAt?: Date }
  | { readonly kind: 'consent'; readonly templateIds: readonly string[] }
  | { readonly kind: 'left' }
);

/** A platform's last retry reaches us so much later than the person's act, from which it counts. */
export const arrivalSlackMs = 15_000;
/** Sends younger than this may have come after the act that we hear of now, and count in its window. */
export const onItsWayMs = 60_000;
/** The platform's clock counts whole seconds, and ours may differ a little. */
const clockSkewMs = 1_000;
/** A send so long after the act came after it, whatever the clocks. */
const surelyAfterMs = 2_000;
const rememberedConsents = 20;

/** What a stored message means for reaching its sender; undefined when it means nothing. */
export function toReachEvent(
  id: string,
  content: Content,
  at: Date,
  actedAt?: Date,
): ReachEvent | undefined {
  const acted = actedAt && { actedAt };
  if (content.kind !== 'event') return { id, at, kind: 'contact', opener: 'message', ...acted };
  const { name, key = '' } = content;
  if (name === 'open') return undefined;
  if (name === 'unfollow') return { id, at, kind: 'left' };
  return name === 'consent'
    ? { id, at, kind: 'consent', templateIds: key.split(' ') }
    : { id, at, kind: 'contact', opener: name, ...acted };
}

/** The ledger after an event; the very same object when the event is a replay or opens nothing. */
export function noteEvent(
  ledger: ChannelLedger,
  event: ReachEvent,
  rule: ConversationRule,
): ChannelLedger {
  if (event.kind === 'left') return { ...ledger, leftAt: event.at };
  return event.kind === 'consent'
    ? addConsents(ledger, event.id, event.templateIds)
    : openWindow(ledger, event, rule);
}

function addConsents(
  ledger: ChannelLedger,
  id: string,
  templateIds: readonly string[],
): ChannelLedger {
  if (ledger.consentedBy.includes(id)) return ledger;
  const credits = { ...ledger.credits };
  for (const templateId of templateIds) credits[templateId] = (credits[templateId] ?? 0) + 1;
  const consentedBy = [...ledger.consentedBy, id].slice(-rememberedConsents);
  return { ...ledger, credits, consentedBy };
}

function openWindow(
  ledger: ChannelLedger,
  { id, at, opener, actedAt }: ReachEvent & { readonly kind: 'contact' },
  rule: ConversationRule,
): ChannelLedger {
  const { window, leftAt: _left, ...rest } = ledger;
  if (rule.kind !== 'windows') return { ...rest, contactAt: at };
  const isReplay = window !== undefined && (window.openedBy === id || window.openedAt > at);
  if (isReplay) return ledger;
  const opened = rule.windows[opener];
  if (opened === undefined) return { ...rest, ...(window && { window }), contactAt: at };
  const reservations = ledger.reservations.filter((made) => mayCount(made, at, actedAt));
  const since = Math.min(at.getTime(), actedAt?.getTime() ?? Infinity);
  return {
    ...rest,
    contactAt: at,
    reservations,
    window: {
      opener,
      openedBy: id,
      openedAt: at,
      until: new Date(since + opened.lengthMs - arrivalSlackMs),
      sends: opened.sends,
      used: sumOf(reservations),
      doubtful: sumOf(reservations.filter((made) => isDoubtful(made, actedAt))),
    },
  };
}

/** Whether a send may have come after the act: it surely came before when the platform's clock says so. */
function mayCount(made: Reservation, at: Date, actedAt: Date | undefined): boolean {
  const youngest = at.getTime() - onItsWayMs;
  if (made.isTaken !== true || actedAt === undefined) return made.at.getTime() > youngest;
  return made.at.getTime() >= Math.max(youngest, actedAt.getTime() - clockSkewMs);
}

function isDoubtful({ at, isTaken }: Reservation, actedAt: Date | undefined): boolean {
  return isTaken === true && at.getTime() < (actedAt?.getTime() ?? -Infinity) + surelyAfterMs;
}

function sumOf(reservations: readonly Reservation[]): number {
  return reservations.reduce((sum, { count }) => sum + count, 0);
}
