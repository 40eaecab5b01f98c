import { createHash } from 'node:crypto';
import {
  createConversationDesk,
  createConversationIds,
  createHandOvers,
  type ConversationLines,
  type DeskPorts,
  type DraftView,
  type HandOverStore,
  type Job,
  type NewOutboxRow,
  type OfficeHours,
  type OutboxRow,
  type TranscriptLine,
} from '../../bot/index.ts';
import type { AdminPorts } from '../../admin/index.ts';

/** What a test lays down for the desk's conversations. */
export type TalkData = {
  readonly now: Date;
  readonly rows: OutboxRow[];
  readonly lines: TranscriptLine[];
  readonly rings: Job[];
  readonly handOvers: HandOverStore;
  readonly drafts: Map<string, DraftView>;
};

const officeHours: OfficeHours = { isOpen: () => true, nextOpening: (at) => at };
const announce = (): void => undefined;

/** Conversations by the real rules over lines and rows in memory. */
export function createTalkDesk(
  data: TalkData,
  listOpenTickets: DeskPorts['listOpenTickets'],
): AdminPorts['conversations'] {
  const now = () => data.now;
  const store = data.handOvers;
  const lines = createLines(data);
  const outbox = {
    async insert(rows: readonly NewOutboxRow[]) {
      for (const row of rows) {
        if (data.rows.some(({ id }) => id === row.id)) continue;
        data.rows.push({ ...row, status: 'waiting', attempts: 0 });
      }
    },
    findMany: async (ids: readonly string[]) => data.rows.filter(({ id }) => ids.includes(id)),
  };
  const bell = { ring: async (job: Job) => void data.rings.push(job) };
  const handOvers = createHandOvers({
    store,
    lines,
    outbox,
    bell,
    news: { announce },
    hours: officeHours,
    now,
  });
  const ids = createConversationIds({
    digest: (personId) => createHash('sha256').update(personId).digest('base64url').slice(0, 22),
    store,
    lines,
    now,
  });
  const desk = createConversationDesk({
    handOvers,
    store,
    lines,
    outbox,
    listOpenTickets,
    readDraft: async (personId) => data.drafts.get(personId),
    underLease: (_personId, work) => work(),
    ring: (id) => bell.ring({ kind: 'deliver', id }),
    toId: ids.toId,
    announceTyping: announce,
    now,
  });
  return { ...desk, ...ids, hours: officeHours, listChangedSince: store.listChangedSince };
}

function createLines(data: TalkData): ConversationLines {
  const of = (personId: string) =>
    data.lines.filter(({ conversation }) => conversation === personId);
  return {
    async listRecent(since, limit) {
      const recent = data.lines.filter(({ at, author }) => at >= since && author === 'person');
      const people = [...new Set(recent.map(({ conversation }) => conversation))];
      return people.slice(0, limit).map((personId) => {
        const last = recent.findLast(({ conversation }) => conversation === personId);
        return { personId, channel: last?.channel ?? 'web-chat', lastAt: last?.at ?? since };
      });
    },
    listLast: async (personId, limit) => of(personId).slice(-limit),
    countUnread: async (personId, after, limit) =>
      of(personId)
        .filter(({ seq, author }) => seq > after && author === 'person')
        .slice(0, limit).length,
    async giveToTicket(personId, since, ticketId) {
      for (const [index, line] of data.lines.entries()) {
        const isOpen = line.conversation === personId && line.ticketId === undefined;
        if (isOpen && line.at >= since) data.lines[index] = { ...line, ticketId };
      }
    },
  };
}
