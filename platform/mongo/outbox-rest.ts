import type { mongo } from 'mongoose';
import type { OutboxStore } from '../../bot/index.ts';
import type { OutboxDocument } from './outbox-document.ts';

/** What was cut off the last words; words with secrets are sealed and never cut. */
export function createFindRest(
  collection: mongo.Collection<OutboxDocument>,
): OutboxStore['findRest'] {
  return async function findRest(personId, since) {
    const [document] = await collection
      .find(
        {
          personId: { $eq: personId },
          createdAt: { $gte: since },
          'words.rest': { $exists: true },
        },
        { sort: { createdAt: -1, _id: -1 }, limit: 1 },
      )
      .toArray();
    const words = document?.words;
    if (document === undefined || words === undefined || !('text' in words)) return undefined;
    return words.rest === undefined ? undefined : { id: document._id, rest: words.rest };
  };
}
