import type { Content, ReceivedMessage } from '../message.ts';
import type { OfficeHours } from '../reach/index.ts';
import type { Bell, NewOutboxRow, News, OutboxStore } from '../stores.ts';
import { askForPerson, hearPerson, leaveForBot } from './change-hands.ts';
import { isWithBot, type HandOver, type HandOverCause } from './hand-over.ts';
import { sortQueue } from './queue-rules.ts';
import type { ConversationLines, HandOverStore } from './store.ts';

/** What open consoles listen to. */
export const conversationsTopic = 'conversations';

/** The topic that rings while staff type an answer to this person. */
export const toTypingTopic = (personId: string): string => `typing-${personId}`;

export type KeepPorts = {
  readonly store: HandOverStore;
  readonly lines: Pick<ConversationLines, 'listLast'>;
  readonly outbox: Pick<OutboxStore, 'insert'>;
  readonly bell: Bell;
  readonly news: Pick<News, 'announce'>;
  readonly hours: OfficeHours;
  readonly now: () => Date;
};

const maxTries = 12;
const mostHeld = 1000;
const linesLookedAt = 100;

/** The hand-overs of all people. Every change is a compare-and-set; the words owed for it follow by key. */
export function createHandOvers(ports: KeepPorts) {
  const { store, outbox, bell, news, now } = ports;

  /** Applies a change to the newest state; `change` answers the same object when nothing changes. */
  async function change(
    personId: string,
    decide: (handOver: HandOver | undefined) => HandOver | undefined,
  ): Promise<HandOver | undefined> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const found = await store.find(personId);
      const next = decide(found);
      if (next === undefined || next === found) return found;
      const saved = await store.save(next);
      if (saved !== undefined) {
        news.announce(conversationsTopic);
        return payOwed(saved);
      }
    }
    throw new Error('a hand-over is changed too often');
  }

  /** Brings owed words into the outbox; safe to repeat. */
  async function payOwed(handOver: HandOver): Promise<HandOver> {
    if (handOver.owed.length === 0) return handOver;
    await outbox.insert(handOver.owed.map((words) => toOwedRow(handOver, words)));
    await bell.ring({ kind: 'deliver', id: handOver.personId });
    const paid = new Set(handOver.owed.map(({ seq }) => seq));
    // Lost to another change: that one, or the sweeper, pays again under the same keys.
    const owed = handOver.owed.filter(({ seq }) => !paid.has(seq));
    return (await store.save({ ...handOver, owed })) ?? handOver;
  }

  async function findPosition(personId: string): Promise<number> {
    const queue = sortQueue(await store.listHeld(mostHeld));
    const index = queue.findIndex((waiting) => waiting.personId === personId);
    return index === -1 ? queue.length : index + 1;
  }

  /** Into the queue; answers the place in it. The same message asks once, however often it is handled. */
  async function ask(message: ReceivedMessage, cause: HandOverCause): Promise<number> {
    const { personId, channel, id: messageId } = message;
    await change(personId, (known) =>
      known?.askedBy === messageId || known?.leftBy === messageId
        ? known
        : askForPerson(known, { personId, channel, messageId, cause, at: now() }),
    );
    const position = await findPosition(personId);
    await change(personId, (known) =>
      known?.hands.kind === 'waiting' && known.toldPosition === undefined
        ? { ...known, toldPosition: position, toldAt: now() }
        : known,
    );
    return position;
  }

  /** What the person wrote in this exchange, for a ticket of its own. */
  async function listSaid({ personId, askedAt, askedBy }: HandOver) {
    const lines = await ports.lines.listLast(personId, linesLookedAt);
    const own = lines.filter(
      ({ id, at, author }) => author === 'person' && at >= askedAt && id !== askedBy,
    );
    return {
      text: own.flatMap(({ content }) => toWords(content)).join('\n'),
      messageIds: own.map(({ id }) => id),
    };
  }

  return {
    change,
    payOwed,
    find: store.find,
    hours: ports.hours,
    ask,
    listSaid,
    async hear({ personId, channel }: ReceivedMessage): Promise<void> {
      await change(personId, (known) => known && hearPerson(known, { channel, at: now() }));
    },
    async leave(message: ReceivedMessage, kind: 'left' | 'left_message'): Promise<void> {
      const { personId, id: messageId } = message;
      await change(
        personId,
        (known) => known && leaveForBot(known, { messageId, kind, at: now() }),
      );
    },
    /** The person answered, by this message, whether the draft may be filed. */
    async settleDraft(
      { id, personId }: Pick<ReceivedMessage, 'id' | 'personId'>,
      ticketId?: string,
    ): Promise<void> {
      await change(personId, (known) => {
        if (known?.draftAskedAt === undefined) return known;
        const { draftAskedAt: _, ...rest } = known;
        const answered = { ...rest, draftBy: id, updatedAt: now() };
        return ticketId === undefined ? answered : { ...answered, ticketId };
      });
    },
    isSilent: (handOver: HandOver | undefined): handOver is HandOver =>
      handOver !== undefined && !isWithBot(handOver),
  };
}
export type HandOvers = ReturnType<typeof createHandOvers>;

function toOwedRow(
  { personId, channel }: HandOver,
  { seq, at, ...phrase }: HandOver['owed'][number],
): NewOutboxRow {
  const id = `${personId}-ho-${seq}`;
  return {
    id,
    personId,
    kind: 'reply',
    channel,
    reply: phrase,
    traceId: id,
    createdAt: at,
    dueAt: at,
  };
}

function toWords(content: Content): readonly string[] {
  if (content.kind === 'text') return [content.text];
  return content.kind === 'voice' && content.recognition !== undefined ? [content.recognition] : [];
}
