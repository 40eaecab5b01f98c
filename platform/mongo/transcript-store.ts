import type { TranscriptLine, TranscriptStore } from '../../bot/index.ts';
import type { Seal, SealContext } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { createAppend } from './transcript-append.ts';
import { transcriptCollection, type TranscriptDocument } from './transcript-document.ts';

export function createTranscriptStore(
  database: Database,
  seal: Seal,
  now: () => Date,
): TranscriptStore {
  const collection = openCollection(database, transcriptCollection);
  const append = createAppend(collection);

  function toDocument({ id, personText, ...line }: Omit<TranscriptLine, 'seq'>) {
    return {
      _id: id,
      v: 1,
      ...line,
      ...(personText !== undefined && {
        personText: seal.seal(personText, toPersonTextContext(id)),
      }),
      storedAt: now(),
    };
  }

  function toLine(document: TranscriptDocument): TranscriptLine {
    const { personText } = document;
    return {
      ...toMaskedLine(document),
      ...(personText !== undefined && {
        personText: seal.open(personText, toPersonTextContext(document._id)),
      }),
    };
  }

  return {
    async append(lines) {
      const documents = await Promise.all(lines.map((line) => append(toDocument(line))));
      return documents.map(toLine);
    },
    async find(id) {
      const document = await collection.findOne({ _id: { $eq: id } });
      return document === null ? undefined : toLine(document);
    },
    async assignTicket(ids, ticketId) {
      await collection.updateMany({ _id: { $in: [...ids] } }, { $set: { ticketId } });
    },
    async listAfter(conversation, seq, limit) {
      const documents = await collection
        .find(
          { conversation: { $eq: conversation }, seq: { $gt: seq } },
          { sort: { seq: 1 }, limit },
        )
        .toArray();
      return documents.map(toLine);
    },
    async listForTicket(ticketId) {
      const documents = await collection
        .find({ ticketId: { $eq: ticketId } }, { sort: { at: 1, seq: 1 } })
        .toArray();
      return documents.map(toMaskedLine);
    },
    async listSince(since, limit) {
      const documents = await collection
        .find({ storedAt: { $gte: since } }, { sort: { storedAt: 1 }, limit })
        .toArray();
      return documents.map(toLine);
    },
  };
}

/** The line without the text that is for the person's eyes only. */
function toMaskedLine(document: TranscriptDocument): TranscriptLine {
  const { _id, v, personText, storedAt, ...line } = document;
  return { id: _id, ...line };
}

export function toPersonTextContext(id: string): SealContext {
  return { collection: 'messages', field: 'personText', id };
}
