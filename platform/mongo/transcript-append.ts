import type { mongo } from 'mongoose';
import { isDuplicateKey } from './insert-each.ts';
import { createLru } from './lru.ts';
import { createMicroBatch } from './micro-batch.ts';
import type { TranscriptDocument } from './transcript-document.ts';

type NewLine = Omit<TranscriptDocument, 'seq'>;

const rememberedConversations = 50_000;
const maxRounds = 8;

/**
 * Appends lines under their conversation's next numbers, without gaps: the number is the last known one + 1, and
 * a unique key decides between processes. One round trip while this process alone writes to the conversations.
 */
export function createAppend(
  collection: mongo.Collection<TranscriptDocument>,
): (line: NewLine) => Promise<TranscriptDocument> {
  const lastSeqs = createLru<number>(rememberedConversations);

  async function readLastSeq(conversation: string): Promise<number> {
    const known = lastSeqs.get(conversation);
    if (known !== undefined) return known;
    const last = await collection.findOne(
      { conversation: { $eq: conversation } },
      { projection: { seq: 1 }, sort: { seq: -1 } },
    );
    return last?.seq ?? 0;
  }

  async function number(lines: readonly NewLine[]): Promise<readonly TranscriptDocument[]> {
    const conversations = [...new Set(lines.map(({ conversation }) => conversation))];
    const last = new Map(
      await Promise.all(
        conversations.map(async (name) => [name, await readLastSeq(name)] as const),
      ),
    );
    return lines.map((line) => {
      const seq = (last.get(line.conversation) ?? 0) + 1;
      last.set(line.conversation, seq);
      return { ...line, seq };
    });
  }

  /** False when a key was taken: some of the lines may be stored. */
  async function tryInsert(documents: readonly TranscriptDocument[]): Promise<boolean> {
    try {
      // In order: what comes after a refused line must not take a number behind it.
      await collection.insertMany(documents, { ordered: true });
    } catch (error) {
      for (const { conversation } of documents) lastSeqs.forget(conversation);
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    for (const { conversation, seq } of documents) lastSeqs.set(conversation, seq);
    return true;
  }

  async function findStored(lines: readonly NewLine[]): Promise<readonly TranscriptDocument[]> {
    return collection.find({ _id: { $in: lines.map(({ _id }) => _id) } }).toArray();
  }

  async function appendAll(lines: readonly NewLine[]): Promise<Map<string, TranscriptDocument>> {
    const done = new Map<string, TranscriptDocument>();
    for (let round = 0; round < maxRounds; round += 1) {
      const unique = new Map(lines.map((line) => [line._id, line]));
      const open = [...unique.values()].filter(({ _id }) => !done.has(_id));
      const documents = await number(open);
      const stored = (await tryInsert(documents)) ? documents : await findStored(open);
      for (const document of stored) done.set(document._id, document);
      if (done.size === unique.size) return done;
    }
    throw new Error('the conversation is written to faster than a line can be added');
  }

  return createMicroBatch(async (lines) => {
    const done = await appendAll(lines);
    return lines.map(({ _id }): PromiseSettledResult<TranscriptDocument> => {
      const document = done.get(_id);
      return document === undefined
        ? { status: 'rejected', reason: new Error('a line was left out') }
        : { status: 'fulfilled', value: document };
    });
  });
}
