import { purgedContent, type FileStore, type ForgetDraft } from '../../bot/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { handOverCollection } from './hand-over-store.ts';
import { inboxCollection } from './inbox-document.ts';
import { outboxCollection } from './outbox-document.ts';
import { transcriptCollection } from './transcript-document.ts';
import { unansweredCollection } from './unanswered-store.ts';

type Draft = Parameters<ForgetDraft>[0];

/** What may follow a message's id in the key of a row that answers it. */
const answerKeys = ['-r0', '-r1', '-r2', '-r3', '-r4', '-r5', '-fault', '-media', '-parked'];

/**
 * Purges a draft that was given up: its words and files leave every collection, the empty lines and keys stay, so
 * that numbers run on and a repeat of the platform is known. What belongs to a ticket is not touched. Safe to repeat.
 */
export function createForgetDraft(
  database: Database,
  files: Pick<FileStore, 'remove'>,
): ForgetDraft {
  const inbox = openCollection(database, inboxCollection);
  const outbox = openCollection(database, outboxCollection);
  const transcript = openCollection(database, transcriptCollection);
  const unanswered = openCollection(database, unansweredCollection);
  const handOvers = openCollection(database, handOverCollection);
  const isFree = { ticketId: { $exists: false } } as const;

  /** The person's lines that belong to no ticket: those of the draft, and all since it was begun. */
  async function listMessageIds({ personId, messageIds, since, except }: Draft) {
    const own = { conversation: { $eq: personId }, direction: { $eq: 'in' as const }, ...isFree };
    const lines = await transcript
      .find(
        {
          ...own,
          $or: [
            { _id: { $in: [...messageIds] } },
            ...(since === undefined ? [] : [{ at: { $gte: since } }]),
          ],
        },
        { projection: { _id: 1, content: 1 } },
      )
      .toArray();
    return lines.filter(({ _id }) => _id !== except);
  }

  return async function forgetDraft(draft) {
    const lines = await listMessageIds(draft);
    const ids = lines.map(({ _id }) => _id);
    const answerIds = ids.flatMap((id) => answerKeys.map((key) => `${id}${key}`));
    const fileIds = lines.flatMap(({ _id, content }) => [
      `f-${_id}`,
      ...('fileId' in content && content.fileId !== undefined ? [content.fileId] : []),
    ]);
    await files.remove([...new Set(fileIds)]);
    await inbox.updateMany(
      { _id: { $in: ids } },
      { $set: { content: purgedContent }, $unset: { media: '' } },
    );
    await forgetAnswers(answerIds);
    await unanswered.deleteMany({ _id: { $in: ids } });
    await forgetSummaries(draft);
    await transcript.updateMany(
      { _id: { $in: [...ids, ...answerIds] }, ...isFree },
      { $set: { content: purgedContent }, $unset: { options: '', personText: '' } },
    );
  };

  /** What the next member of staff would have read of the draft. */
  async function forgetSummaries({ personId, since }: Draft): Promise<void> {
    const found = await handOvers.findOne({ _id: { $eq: personId } });
    if (found === null || since === undefined) return;
    const history = found.history.map(({ summary, ...change }) =>
      summary === undefined || change.at < since
        ? { ...change, ...(summary && { summary }) }
        : change,
    );
    await handOvers.updateOne(
      { _id: { $eq: personId }, version: { $eq: found.version } },
      { $set: { history }, $inc: { version: 1 } },
    );
  }

  /** The rows keep their key and what they rest on; one that has not left yet stays here. */
  async function forgetAnswers(ids: readonly string[]): Promise<void> {
    const own = { _id: { $in: [...ids] }, ...isFree };
    await outbox.updateMany(
      { ...own, status: { $in: ['waiting', 'held'] } },
      { $set: { status: 'cancelled' }, $unset: { nextAt: '', taskAt: '' } },
    );
    await outbox.updateMany(own, {
      $unset: {
        words: '',
        secrets: '',
        'reply.values': '',
        'reply.lines': '',
        'reply.options': '',
      },
    });
  }
}
