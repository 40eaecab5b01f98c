import type { OfficeHours } from '../reach/index.ts';
import { endByItself } from './change-hands.ts';
import { owe, type HandOver } from './hand-over.ts';

/** How long each stage may last before something is said, or the conversation goes back to the bot. */
export type HandOverLimits = {
  /** Without an answer for so long the person hears that it takes longer; once for each time they wrote. */
  readonly delayMs: number;
  /** Nobody has said anything for so long: back to the bot. */
  readonly silenceMs: number;
  /** Nobody came for so long: back to the bot. */
  readonly waitMs: number;
};

const minuteMs = 60_000;
export const defaultHandOverLimits: HandOverLimits = {
  delayMs: 5 * minuteMs,
  silenceMs: 30 * minuteMs,
  waitMs: 60 * minuteMs,
};

/** The place is not told more often than this. */
const tellAgainMs = minuteMs;

/** The queue in order: who asked first is first. */
export function sortQueue(all: readonly HandOver[]): readonly HandOver[] {
  return all
    .filter(({ hands }) => hands.kind === 'waiting')
    .toSorted(
      (a, b) => a.askedAt.getTime() - b.askedAt.getTime() || (a.personId < b.personId ? -1 : 1),
    );
}

type Look = {
  readonly at: Date;
  /** Its place among those who wait, from 1; undefined for one that is served. */
  readonly position: number | undefined;
  readonly hours: OfficeHours;
  readonly limits: HandOverLimits;
};

/** What time alone does to a conversation that is not the bot's; the same object when nothing is due. */
export function passTime(handOver: HandOver, look: Look): HandOver {
  const { hands } = handOver;
  if (hands.kind === 'waiting') return waitOn(handOver, look);
  return hands.kind === 'person' ? serveOn(handOver, look) : handOver;
}

function waitOn(handOver: HandOver, { at, position, hours, limits }: Look): HandOver {
  const since = handOver.history.at(-1)?.at ?? handOver.askedAt;
  const waitedMs = at.getTime() - since.getTime();
  if (waitedMs >= limits.waitMs || !hours.isOpen(at)) {
    return endByItself(handOver, { kind: 'gave_up', at });
  }
  if (position !== undefined && isWorthTelling(handOver, position, at)) {
    const told = { ...handOver, toldPosition: position, toldAt: at };
    const key = position === 1 ? 'hand_over.position_first' : 'hand_over.position';
    return owe(told, { key, values: { position } }, at);
  }
  return waitedMs >= limits.delayMs && handOver.toldDelayAt === undefined
    ? owe({ ...handOver, toldDelayAt: at }, { key: 'hand_over.delayed_waiting' }, at)
    : handOver;
}

function serveOn(handOver: HandOver, { at, limits }: Look): HandOver {
  const { hands, personAt, staffAt, toldDelayAt } = handOver;
  if (hands.kind !== 'person') return handOver;
  const lastAt = Math.max(hands.since.getTime(), toMs(personAt), toMs(staffAt));
  if (at.getTime() - lastAt >= limits.silenceMs) {
    return endByItself(handOver, { kind: 'went_quiet', at });
  }
  const isOwed = personAt !== undefined && toMs(personAt) > toMs(staffAt);
  const isLate = at.getTime() - Math.max(toMs(personAt), hands.since.getTime()) >= limits.delayMs;
  const isTold = toMs(toldDelayAt) >= Math.max(toMs(personAt), hands.since.getTime());
  return isOwed && isLate && !isTold
    ? owe({ ...handOver, toldDelayAt: at }, { key: 'hand_over.delayed' }, at)
    : handOver;
}

/** First in line, or half of what was said last. */
function isWorthTelling({ toldPosition, toldAt }: HandOver, position: number, at: Date): boolean {
  if (toldPosition === undefined || position >= toldPosition) return false;
  const isFresh = toldAt !== undefined && at.getTime() - toldAt.getTime() < tellAgainMs;
  return !isFresh && (position === 1 || position * 2 <= toldPosition);
}

const toMs = (at: Date | undefined): number => at?.getTime() ?? 0;
