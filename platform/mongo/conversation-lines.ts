import type { ConversationLines } from '../../bot/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { transcriptCollection } from './transcript-document.ts';

/** Lines looked at for the conversations of a while: more than these is a busy hour, of which the latest are shown. */
const recentLines = 2000;

const hidden = { kind: 'text', text: '••••' } as const;

/** Conversations as the desk looks at them: the masked text alone, never what is sealed for the person. */
export function createConversationLines(database: Database): ConversationLines {
  const collection = openCollection(database, transcriptCollection);
  const unsealed = { personText: 0 } as const;
  return {
    async listRecent(since, limit) {
      const page = { sort: { storedAt: -1 }, limit: recentLines, projection: unsealed } as const;
      const lines = await collection.find({ storedAt: { $gte: since } }, page).toArray();
      const latest = new Map(
        lines
          .filter(({ author }) => author === 'person')
          .toReversed()
          .map(({ conversation, channel, at }) => [conversation, { channel, lastAt: at }]),
      );
      return [...latest]
        .map(([personId, line]) => ({ personId, ...line }))
        .toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime())
        .slice(0, limit);
    },
    async listLast(personId, limit) {
      const page = { sort: { seq: -1 }, limit, projection: unsealed } as const;
      const lines = await collection.find({ conversation: { $eq: personId } }, page).toArray();
      return lines.toReversed().map(({ _id, v, personText, storedAt, ...line }) => {
        return { id: _id, ...line, ...(line.holdsContact && { content: hidden }) };
      });
    },
    countUnread: (personId, seq, limit) =>
      collection.countDocuments(
        { conversation: { $eq: personId }, seq: { $gt: seq }, author: { $eq: 'person' } },
        { limit },
      ),
    async giveToTicket(personId, since, ticketId) {
      await collection.updateMany(
        {
          conversation: { $eq: personId },
          at: { $gte: since },
          ticketId: { $exists: false },
        },
        { $set: { ticketId } },
      );
    },
  };
}
