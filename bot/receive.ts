import type { ChannelName, InboundMessage } from './message.ts';
import type { Bell, Directory, InboxRow, InboxStore, OutboxStore } from './stores.ts';
import {
  joinForPassive,
  openPassiveSlot,
  toPassiveAnswer,
  type PassiveAnswer,
  type PassiveSlot,
} from './passive.ts';
import { hasMedia } from './media.ts';

/** A stored message, and the wait for an answer that its request may carry. */
export type Stored = {
  readonly isNew: boolean;
  readonly personId: string;
  /** Runs the walk here when it may; undefined when the answer will be pushed, or there is none. */
  readonly waitForAnswer: (budgetMs: number) => Promise<PassiveAnswer | undefined>;
};

/** Resolves once the message is durable: only then may it be acknowledged. A repeat is stored once. */
export type Receive = (message: InboundMessage) => Promise<Stored>;

/** Channels that may answer within the request, and the bytes that such an answer may have. */
export type PassiveLimits = ReadonlyMap<ChannelName, number>;

type ReceivePorts = {
  readonly directory: Pick<Directory, 'identify'>;
  readonly inbox: Pick<InboxStore, 'insert'>;
  readonly outbox: Pick<OutboxStore, 'findMany' | 'recordSent'>;
  readonly drain: (personId: string, slot?: PassiveSlot) => Promise<unknown>;
  readonly bell: Bell;
  readonly now: () => Date;
  readonly passive: PassiveLimits;
  /** Above this many waiting requests none waits any more: all are answered at once and pushed later. */
  readonly maxWaiting: number;
  readonly onError: (error: unknown) => void;
};

/** So many requests that have waited so long mean that the machine is behind: for a while none waits any more. */
const maxSlow = 8;
const slowAfterMs = 50;
const restMs = 5000;

/** Steps 4 and 5 of the walk: store and dedupe, then run the person's turns or ring for it. */
export function createReceive(ports: ReceivePorts): Receive {
  type Waiting = { readonly answer: Promise<PassiveAnswer | undefined>; readonly since: number };
  const inFlight = new Map<string, Waiting>();
  let restsUntil = 0;

  function mayWait(): boolean {
    const at = ports.now().getTime();
    const slow = [...inFlight.values()].filter(({ since }) => at - since > slowAfterMs);
    if (inFlight.size >= ports.maxWaiting || slow.length >= maxSlow) restsUntil = at + restMs;
    return at >= restsUntil;
  }

  async function runHere(row: InboxRow, budgetMs: number, maxBytes: number) {
    const passive = openPassiveSlot(row.id, budgetMs, maxBytes);
    const slot: PassiveSlot = {
      ...passive.slot,
      // Whoever gives the wait up is not behind.
      close() {
        passive.close();
        inFlight.delete(row.id);
      },
    };
    void ports
      .drain(row.personId, slot)
      .catch(ports.onError)
      .finally(() => {
        passive.close();
        inFlight.delete(row.id);
      });
    return passive.answer;
  }

  return async function receive(message) {
    const { channel } = message.from;
    const personId = await ports.directory.identify(message.from);
    const { isNew, row } = await ports.inbox.insert({
      id: message.id,
      personId,
      channel,
      arrivedAt: ports.now(),
      sentAt: message.sentAt,
      content: message.content,
      traceId: message.id,
    });
    const maxBytes = ports.passive.get(channel);
    if (isNew && maxBytes === undefined) await ports.bell.ring({ kind: 'turn', id: personId });
    if (isNew && hasMedia(message.content)) await ports.bell.ring({ kind: 'media', id: row.id });

    async function waitForAnswer(budgetMs: number): Promise<PassiveAnswer | undefined> {
      if (maxBytes === undefined) return undefined;
      const running = inFlight.get(row.id);
      if (running !== undefined) return running.answer;
      if (row.status !== 'waiting') return findStoredAnswer(ports, row, maxBytes);
      if (budgetMs <= 0 || !mayWait()) {
        await ports.bell.ring({ kind: 'turn', id: personId });
        return undefined;
      }
      const answer = runHere(row, budgetMs, maxBytes);
      inFlight.set(row.id, { answer, since: ports.now().getTime() });
      return answer;
    }
    return { isNew, personId, waitForAnswer };
  };
}

/** More replies than this are never answered passively. */
const maxPassiveReplies = 4;

/** A retry gets the words that the first try got, as long as they were not pushed meanwhile. */
async function findStoredAnswer(
  { outbox, now }: Pick<ReceivePorts, 'outbox' | 'now'>,
  row: InboxRow,
  maxBytes: number,
): Promise<PassiveAnswer | undefined> {
  const ids = Array.from({ length: maxPassiveReplies }, (_, index) => `${row.id}-r${index}`);
  const rows = await outbox.findMany(ids);
  const passive = rows.filter(
    ({ claim, status }) => claim?.by === 'passive' && (status === 'claimed' || status === 'sent'),
  );
  const text = joinForPassive(passive, maxBytes);
  if (text === undefined || passive.length < rows.length) return undefined;
  const unconfirmed = passive.filter(({ status }) => status === 'claimed');
  return toPassiveAnswer(text, unconfirmed, row.channel, { outbox, now });
}
