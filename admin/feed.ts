import { conversationsTopic, type News } from '../bot/index.ts';
import type { TalkDesk } from './ports.ts';
import { createTalkLook } from './talk-feed.ts';
import type { TicketChange, TicketWatch } from '../tickets/index.ts';

/** What a console tab may want to load again. */
export type FeedEvent =
  | { readonly kind: 'ticket'; readonly change: TicketChange }
  | {
      readonly kind: 'conversation';
      readonly id: string;
      readonly version: number;
      /** For whoever may hear of it; never sent. */
      readonly personId: string;
    }
  | { readonly kind: 'many' }
  | { readonly kind: 'parked' }
  /** An alarm rings, or rings no more. */
  | { readonly kind: 'duty' }
  /** A limit was warned of or missed. */
  | { readonly kind: 'alerts' };

/** Topics that the house announces and the desk listens to. */
export const ticketsTopic = 'tickets';
export const parkedTopic = 'parked';
export const dutyTopic = 'duty';
export const alertsTopic = 'alerts';

const pollEveryMs = 1000;
/** Clocks of several processes and writes under way: look back this far and drop repeats. */
const overlapMs = 5000;
const batchLimit = 500;
/** More changes than this at one look are told as one. */
const tellOneByOne = 30;

/**
 * One look-out for all open streams of this process: polls once a second, and at once when a topic rings,
 * while anybody listens. Each change of a ticket is told once per version.
 */
export function createFeed(ports: {
  readonly watch: TicketWatch;
  readonly conversations: Pick<TalkDesk, 'listChangedSince' | 'toId'>;
  readonly news: News;
  readonly now: () => Date;
}) {
  const listeners = new Set<(event: FeedEvent) => void>();
  const seen = new Map<string, number>();
  let stop: (() => void) | undefined;
  let since = ports.now();
  let isLooking = false;
  /** A full batch may lie wholly within the overlap: the next look must not begin before its end. */
  let isFull = false;

  function tell(event: FeedEvent): void {
    for (const listener of listeners) listener(event);
  }
  const talks = createTalkLook(ports, (change) => tell({ kind: 'conversation', ...change }));

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      const from = isFull ? since : new Date(since.getTime() - overlapMs);
      const changes = await ports.watch.listChangedSince(from, batchLimit);
      isFull = changes.length === batchLimit;
      since = changes.at(-1)?.updatedAt ?? since;
      const fresh = changes.filter(remember);
      if (fresh.length > tellOneByOne) tell({ kind: 'many' });
      else for (const change of fresh) tell({ kind: 'ticket', change });
    } catch {
      // The database is away: /readyz says so, and the next look finds what this one missed.
    } finally {
      isLooking = false;
    }
  }

  /** False when this version was told before. */
  function remember({ number, version }: TicketChange): boolean {
    if (seen.get(number) === version) return false;
    seen.delete(number);
    seen.set(number, version);
    const oldest = seen.keys().next();
    if (seen.size > batchLimit * 10 && !oldest.done) seen.delete(oldest.value);
    return true;
  }

  function start(): () => void {
    since = ports.now();
    talks.start();
    const timer = setInterval(() => void Promise.all([look(), talks.look()]), pollEveryMs);
    timer.unref();
    const leaveTickets = ports.news.subscribe(ticketsTopic, () => void look());
    const leaveTalks = ports.news.subscribe(conversationsTopic, () => void talks.look());
    const leaveParked = ports.news.subscribe(parkedTopic, () => tell({ kind: 'parked' }));
    const leaveAlerts = ports.news.subscribe(alertsTopic, () => tell({ kind: 'alerts' }));
    const leaveDuty = ports.news.subscribe(dutyTopic, () => tell({ kind: 'duty' }));
    return () => {
      clearInterval(timer);
      leaveAlerts();
      leaveDuty();
      leaveTickets();
      leaveTalks();
      leaveParked();
    };
  }

  return {
    /** Tells `listener` of every change from now on; the answer ends it. */
    listen(listener: (event: FeedEvent) => void): () => void {
      listeners.add(listener);
      stop ??= start();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}
