import { join } from 'node:path';
import {
  createKnowledge,
  createPublishDue,
  toEntrySource,
  type KnowledgePorts,
  type Tables,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import {
  createArticleFinder,
  createEntryFinder,
  layOutInThread,
} from '../../platform/search-index/index.ts';
import type { House } from './house.ts';

export type HouseKnowledge = ReturnType<typeof openKnowledge>;

/** No table is kept yet. */
const noTables: Tables = { lookUp: async () => undefined };

/** What is known, found and said: for the conversation, the desk and the sweeper. */
export function openKnowledge(house: House) {
  const { config, log, now, onError, knowledge: store, statutes, usage, audit } = house;
  const folder = join(config.dataDir, 'search-index');
  const index = { folder, fold, layOut: layOutInThread, now, log };
  const hits = mongo.createHitBatch({ store: usage, now, onError });
  const entries = createEntryFinder(store, index);
  const ports: KnowledgePorts = { entries, articles: statutes, tables: noTables, fold };
  return {
    conversation: createKnowledge({
      ...ports,
      noteUse: (entry) => hits.note(toEntrySource(entry, entry.live)),
    }),
    /** For editors who try an answer: their trials are not counted. */
    preview: createKnowledge(ports),
    entries,
    articles: createArticleFinder(statutes, index),
    publishDue: createPublishDue({
      store,
      now,
      audit: ({ id, accountId = 'service' }) =>
        audit.record({ at: now(), accountId, action: 'knowledge.publish', object: id }),
    }),
    close: hits.close,
  };
}
