import type { TranscriptLine, TranscriptStore } from '../../bot/index.ts';
import type { Seal } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { isMasked } from './mask-line.ts';
import { createAppend } from './transcript-append.ts';
import type { EscrowVeil } from './escrow-veil.ts';
import {
  toPersonTextContext,
  transcriptCollection,
  type TranscriptDocument,
} from './transcript-document.ts';

/** With `veil` what is said of a matter that lies sealed is sealed before it is stored. */
export function createTranscriptStore(
  database: Database,
  seal: Seal,
  now: () => Date,
  veil?: Pick<EscrowVeil, 'coverLine' | 'hideLines'>,
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
      const open = lines.map(toDocument);
      const covered = veil === undefined ? open : await Promise.all(open.map(veil.coverLine));
      const documents = await Promise.all(covered.map(append));
      return documents.map(toLine);
    },
    async find(id) {
      const document = await collection.findOne({ _id: { $eq: id } });
      return document === null ? undefined : toLine(document);
    },
    async assignTicket(ids, ticketId) {
      if (veil !== undefined) {
        const lines = await collection.find({ _id: { $in: [...ids] } }).toArray();
        await veil.hideLines(
          lines.filter((line) => !isMasked(line)),
          ticketId,
        );
      }
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
