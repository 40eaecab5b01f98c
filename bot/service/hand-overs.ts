import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { viewDraft } from '../../handlers/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import type { Address, ChannelName } from '../message.ts';
import type { OfficeHours } from '../reach/index.ts';
import type { Bell } from '../stores.ts';
import {
  createConversationDesk,
  createConversationIds,
  createHandOvers,
  createOfferToPlatform,
  createSweepHandOvers,
  createUnderLease,
  defaultHandOverLimits,
  followPlatform,
  toTypingTopic,
  type HandToPlatform,
  type OpenTicket,
} from '../hand-over/index.ts';
import type { House } from './house.ts';

const mostTickets = 20;

type Ports = { readonly bell: Bell; readonly hours: OfficeHours };

/** Who speaks with whom: for conversations, for the sweeper and for the desk. */
export function openHandOvers(house: House, { bell, hours }: Ports) {
  const { database, directory, outbox, sessions, tickets, news, secrets, veil, now } = house;
  const store = mongo.createHandOverStore(database);
  const lines = mongo.createConversationLines(database);
  const live = createHandOvers({ store, lines, outbox, bell, news, hours, now });

  async function listOpenTickets(personId: string): Promise<readonly OpenTicket[]> {
    const query = {
      personId,
      open: true,
      page: 1,
      pageSize: mostTickets,
      order: 'newest',
    } as const;
    const { items } = await tickets.list(query);
    return items.map(({ id, number, kind, status, openness, dueAt }) => {
      return { id, number, kind, status, openness, ...(dueAt !== undefined && { dueAt }) };
    });
  }

  /** What was told and not filed; nothing of one that repeats what lies sealed. */
  async function readDraft(personId: string) {
    const draft = viewDraft((await sessions.find(personId))?.state);
    const isSealed = await veil.repeats(personId, JSON.stringify(draft ?? {}));
    return isSealed ? undefined : draft;
  }

  const ids = createConversationIds({
    digest: (personId) => secrets.digests.shortDigest('event-id', 'conversation', personId),
    store,
    lines,
    now,
  });
  const desk = createConversationDesk({
    handOvers: live,
    store,
    lines,
    outbox,
    listOpenTickets,
    readDraft,
    underLease: createUnderLease({ sessions, bell, newOwner: randomUUID, now, sleep }),
    ring: (personId) => bell.ring({ kind: 'deliver', id: personId }),
    toId: ids.toId,
    announceTyping: (personId) => news.announce(toTypingTopic(personId)),
    now,
  });
  const limits = defaultHandOverLimits;
  const sweepTime = createSweepHandOvers({ store, handOvers: live, limits, now });
  const platforms = new Map<ChannelName, HandToPlatform>();
  const offerToPlatform = createOfferToPlatform({
    store,
    handOvers: live,
    open: directory.open,
    platforms,
    now,
  });

  /** A platform says whether its own staff have the session of this address. */
  async function followSession(from: Address, isWithServicer: boolean, at: Date): Promise<void> {
    const { channel } = from;
    const personId = await directory.identify(from);
    await live.change(personId, (found) =>
      found === undefined && !isWithServicer
        ? found
        : followPlatform(found, { personId, channel, isWithServicer, at }),
    );
  }

  const { listChangedSince } = store;
  return {
    live,
    platforms,
    followSession,
    async sweep(): Promise<void> {
      await sweepTime();
      await offerToPlatform();
    },
    desk: { ...desk, ...ids, hours, listChangedSince },
  };
}
