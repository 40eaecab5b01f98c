import type { Reply } from '../turn.ts';
import {
  closeExchange,
  expectOwner,
  passOn,
  releaseToQueue,
  speak,
  takeOver,
} from './change-hands.ts';
import type { ConversationFile, DeskPorts, OpenTicket } from './desk-ports.ts';
import { findWaitMs, HandOverError, owe, type HandOver } from './hand-over.ts';
import { createListConversations } from './list-conversations.ts';
import { summarise } from './summarise.ts';
import type { StaffName } from './summary.ts';

const mostLines = 200;

/** What staff do with conversations. All throw HandOverError. */
export function createConversationDesk(ports: DeskPorts) {
  const { handOvers, lines, outbox, now } = ports;

  async function open(personId: string): Promise<ConversationFile | undefined> {
    const [handOver, last] = await Promise.all([
      handOvers.find(personId),
      lines.listLast(personId, mostLines),
    ]);
    if (handOver === undefined && last.length === 0) return undefined;
    const [said, draft, tickets] = await Promise.all([
      outbox.findMany(handOver?.said ?? []),
      ports.readDraft(personId),
      ports.listOpenTickets(personId),
    ]);
    const shown = hideAnonymous(tickets, handOver?.ticketId);
    return { personId, handOver, lines: last, said, draft, tickets: shown };
  }

  /** The newest state after a change by its owner. */
  async function change(
    personId: string,
    decide: (handOver: HandOver) => HandOver,
  ): Promise<HandOver> {
    const changed = await handOvers.change(personId, (found) => found && decide(found));
    if (changed === undefined) throw new HandOverError('conversation_unknown');
    return changed;
  }

  /** Makes the summary, gives the conversation away and lays the exchange into its ticket. */
  async function part(
    personId: string,
    by: StaffName,
    decide: (handOver: HandOver, summary: ReturnType<typeof summarise>) => HandOver,
  ): Promise<void> {
    const file = await open(personId);
    if (file?.handOver === undefined) throw new HandOverError('conversation_unknown');
    const { handOver } = file;
    expectOwner(handOver, by);
    const summary = summarise({
      handOver,
      lines: file.lines,
      draft: file.draft,
      tickets: file.tickets.map(({ number }) => number),
      waitedMs: findWaitMs(handOver),
    });
    const parted = await change(personId, (found) => decide(found, summary));
    if (parted.ticketId !== undefined) {
      await lines.giveToTicket(personId, parted.askedAt, parted.ticketId);
    }
  }

  return {
    open,
    list: createListConversations(ports),
    /** Between two turns: whatever the bot had to say is said before. */
    async take(personId: string, by: StaffName, ticketId?: string): Promise<void> {
      const [last] = await lines.listLast(personId, 1);
      const known = await handOvers.find(personId);
      const channel = known?.channel ?? last?.channel;
      if (channel === undefined) throw new HandOverError('conversation_unknown');
      await ports.underLease(personId, () =>
        handOvers.change(personId, (found) =>
          takeOver(found, {
            personId,
            channel: last?.channel ?? channel,
            by,
            at: now(),
            ...(ticketId !== undefined && { ticketId }),
          }),
        ),
      );
    },
    /** Into the outbox under `key`, so that a repeat says nothing twice; delivered like every other word. */
    async say(personId: string, by: StaffName, key: string, text: string): Promise<void> {
      const outboxId = `${ports.toId(personId)}-say-${key}`;
      const at = now();
      const { channel, ticketId } = await change(personId, (found) =>
        speak(found, { by, outboxId, at }),
      );
      await outbox.insert([
        {
          id: outboxId,
          personId,
          kind: 'staff_reply',
          channel,
          reply: { key: 'hand_over.words', values: { text } },
          words: { text },
          traceId: outboxId,
          createdAt: at,
          dueAt: at,
          ...(ticketId !== undefined && { ticketId }),
        },
      ]);
      await ports.ring(personId);
    },
    pass: (personId: string, by: StaffName, to: StaffName, note?: string) =>
      part(personId, by, (found, summary) =>
        passOn(found, { by, to, at: now(), summary, ...(note && { note }) }),
      ),
    release: (personId: string, by: StaffName, note?: string) =>
      part(personId, by, (found, summary) =>
        releaseToQueue(found, { by, at: now(), summary, ...(note && { note }) }),
      ),
    close: (personId: string, by: StaffName, note?: string) =>
      part(personId, by, (found, summary) =>
        closeExchange(found, { by, at: now(), summary, ...(note && { note }) }),
      ),
    /** Asks the person whether their draft may be filed; their own yes files it. */
    async askForDraft(personId: string, by: StaffName): Promise<void> {
      const draft = await ports.readDraft(personId);
      if (draft?.canFile !== true) throw new HandOverError('conversation_no_draft');
      await change(personId, (found) => {
        expectOwner(found, by);
        const { draftBy: _, ...rest } = found;
        const asking = { ...rest, draftAskedAt: now() };
        return owe(asking, { key: 'hand_over.ask_draft', values: { name: by.name } }, now());
      });
    },
    /** The exchange so far, and what is still said, belongs to this ticket. */
    async belongTo(personId: string, by: StaffName, ticketId: string): Promise<void> {
      const { askedAt } = await change(personId, (found) => {
        expectOwner(found, by);
        return { ...found, ticketId, updatedAt: now() };
      });
      await lines.giveToTicket(personId, askedAt, ticketId);
    },
    /** The owner has seen everything up to this line. */
    async markRead(personId: string, by: StaffName, seq: number): Promise<void> {
      await handOvers.change(personId, (found) => {
        const isOwn = found?.hands.kind === 'person' && found.hands.by.accountId === by.accountId;
        return isOwn && seq > found.readSeq ? { ...found, readSeq: seq, updatedAt: now() } : found;
      });
    },
    /** A sentence about the matter beside what staff type; `key` names it once and for all. */
    async tell(personId: string, key: string, reply: Reply): Promise<void> {
      const id = `${ports.toId(personId)}-${key}`;
      const at = now();
      const handOver = await handOvers.find(personId);
      if (handOver === undefined) throw new HandOverError('conversation_unknown');
      const { channel } = handOver;
      const row = { id, personId, kind: 'reply', channel, reply, traceId: id } as const;
      await outbox.insert([{ ...row, createdAt: at, dueAt: at }]);
      await ports.ring(personId);
    },
    /** Only who has the conversation is seen typing. */
    async showTyping(personId: string, by: StaffName): Promise<void> {
      const handOver = await handOvers.find(personId);
      if (handOver === undefined) throw new HandOverError('conversation_unknown');
      expectOwner(handOver, by);
      ports.announceTyping(personId);
    },
  };
}
/** What was told anonymously is never laid beside what was told by name: only a conversation about it shows it, alone. */
function hideAnonymous(
  tickets: readonly OpenTicket[],
  ownId: string | undefined,
): readonly OpenTicket[] {
  const own = tickets.filter(({ id, openness }) => id === ownId && openness === 'anonymous');
  return own.length > 0 ? own : tickets.filter(({ openness }) => openness !== 'anonymous');
}

export type ConversationDesk = ReturnType<typeof createConversationDesk>;
