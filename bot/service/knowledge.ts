import { join } from 'node:path';
import type { KnowledgeDesk } from '../../admin/index.ts';
import {
  createArticlePicker,
  createFindSimilar,
  createKnowledge,
  createMask,
  createOpenAiModel,
  createPublishDue,
  createRewrite,
  createRewriteAnswer,
  createTables,
  createVocabulary,
  defaultBudget,
  groupQuestions,
  keepSpendingInProcess,
  starterDrafts,
  toEntrySource,
  type KnowledgePorts,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { createFetch } from '../../platform/http/index.ts';
import { createRender } from '../../platform/i18n/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import {
  createArticleFinder,
  createEntryFinder,
  layOutInThread,
} from '../../platform/search-index/index.ts';
import type { House } from './house.ts';
import { openMeaning } from './meaning.ts';
import { createPreviews } from './previews.ts';

export type HouseKnowledge = Awaited<ReturnType<typeof openKnowledge>>;

/** What is known, found and said: for the conversation, the desk and the sweeper. */
export async function openKnowledge(house: House) {
  const { config, log, now, onError, knowledge: store, statutes, usage, audit } = house;
  const render = createRender(house.translate);
  const folder = join(config.dataDir, 'search-index');
  const index = { folder, fold, layOut: layOutInThread, now, log };
  const hits = mongo.createHitBatch({ store: usage, now, onError });
  const entries = createEntryFinder(store, index);
  // The first question should not wait for it.
  entries.find('', { audience: 'public' }, 1).catch(onError);
  const model = await openModel(house);
  const meaning = await openMeaning(house, folder, model.mask);
  meaning?.start();
  const ports: KnowledgePorts = {
    entries,
    ...(meaning && { findByMeaning: meaning.find }),
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
      ...createPreviews(ports, render, now),
      articles: createArticlePicker({
        statutes,
        articles: createArticleFinder(statutes, index),
        fold,
      }),
      usage,
      unanswered: house.unanswered,
      groupQuestions: (questions) => groupQuestions(questions, fold),
    } satisfies KnowledgeDesk,
    ...model,
    publishDue: createPublishDue({
      store,
      now,
      audit: ({ id, accountId = 'service' }) =>
        audit.record({ at: now(), accountId, action: 'knowledge.publish', object: id }),
    }),
    isIndexOpen: entries.isOpen,
    async close(): Promise<void> {
      await meaning?.stop();
      await hits.close();
    },
  };
}

/** Masks questions, and has sure answers put into other words where a language model is configured. */
async function openModel({ config, log }: House) {
  const vocabulary = createVocabulary(fold);
  for (const { question, similar, answer } of starterDrafts) {
    vocabulary.add([question, ...similar, answer].join('\n'));
  }
  const mask = createMask(vocabulary, fold);
  const { model, baseUrl: baseURL, apiKey } = config.openAi ?? {};
  if (model === undefined || baseURL === undefined || apiKey === undefined) return { mask };
  const rewrite = createRewrite({
    model: createOpenAiModel({
      apiKey,
      baseURL,
      model,
      fetch: await createFetch(config.httpsProxy),
    }),
    fold,
    mask,
    budget: defaultBudget,
    spending: keepSpendingInProcess(),
    now: Date.now,
    startDeadline: (timeoutMs) => AbortSignal.timeout(timeoutMs),
  });
  const onPlain = (reason: string): void => log.info({ reason }, 'answered as published');
  return {
    mask,
    rewriteAnswer: createRewriteAnswer({ rewrite, learnWords: vocabulary.add, onPlain }),
  };
}
