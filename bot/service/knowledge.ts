import { join } from 'node:path';
import type { KnowledgeDesk } from '../../admin/index.ts';
import { sayAnswer } from '../../handlers/index.ts';
import {
  createArticlePicker,
  createFindSimilar,
  createKnowledge,
  createPublishDue,
  createTables,
  groupQuestions,
  toEntrySource,
  type Knowledge,
  type KnowledgePorts,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { createRender } from '../../platform/i18n/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import {
  createArticleFinder,
  createEntryFinder,
  layOutInThread,
} from '../../platform/search-index/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import type { Render } from '../stores.ts';
import type { House } from './house.ts';

export type HouseKnowledge = ReturnType<typeof openKnowledge>;

/** What is known, found and said: for the conversation, the desk and the sweeper. */
export function openKnowledge(house: House) {
  const { config, log, now, onError, knowledge: store, statutes, usage, audit } = house;
  const render = createRender(house.translate);
  const folder = join(config.dataDir, 'search-index');
  const index = { folder, fold, layOut: layOutInThread, now, log };
  const hits = mongo.createHitBatch({ store: usage, now, onError });
  const entries = createEntryFinder(store, index);
  const ports: KnowledgePorts = {
    entries,
    articles: statutes,
    tables: createTables({ store: house.tables, fold }),
    fold,
  };
  return {
    conversation: createKnowledge({
      ...ports,
      noteUse: (entry) => hits.note(toEntrySource(entry, entry.live)),
    }),
    desk: {
      findSimilar: createFindSimilar({ store, entries, fold }),
      preview: createPreview(createKnowledge(ports), render, now),
      articles: createArticlePicker({
        statutes,
        articles: createArticleFinder(statutes, index),
        fold,
      }),
      usage,
      unanswered: house.unanswered,
      groupQuestions: (questions) => groupQuestions(questions, fold),
    } satisfies KnowledgeDesk,
    publishDue: createPublishDue({
      store,
      now,
      audit: ({ id, accountId = 'service' }) =>
        audit.record({ at: now(), accountId, action: 'knowledge.publish', object: id }),
    }),
    close: () => hits.close(),
  };
}

/** Editors try what people would hear; their trials are not counted. */
function createPreview(
  knowledge: Knowledge,
  render: Render,
  now: () => Date,
): KnowledgeDesk['preview'] {
  return async function preview(text, audience) {
    const answer = await knowledge.ask({ text, audience, today: toShanghaiDay(now()) });
    const reply = sayAnswer(answer);
    const { text: words, options = [] } = render(reply, 'zh-CN');
    return {
      kind: answer.kind,
      text: words,
      options: options.map(({ label }) => label),
      sources: reply.sources ?? [],
    };
  };
}
