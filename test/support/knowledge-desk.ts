import type { AdminPorts } from '../../admin/index.ts';
import type { OutboxRow, Recall } from '../../bot/index.ts';
import {
  createArticlePicker,
  createEvaluations,
  createFindSimilar,
  createMask,
  createVocabulary,
  groupQuestions,
  starterDrafts,
  type Entry,
  type Evaluation,
  type GoldenQuestion,
  type StatuteStore,
  type Unanswered,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { buildFinder, buildKnowledge, noArticles } from './build-knowledge.ts';

/** What the desk's work on knowledge lies in. */
type Data = {
  readonly entries: Map<string, Entry>;
  readonly unanswered: Unanswered[];
  readonly rows: readonly OutboxRow[];
  readonly golden: GoldenQuestion[];
  readonly shippedGolden: GoldenQuestion[];
  readonly evaluations: Evaluation[];
  readonly recalls: Recall[];
  readonly statutes: StatuteStore;
};

const today = '2026-03-02';

/** The editors' part of the desk, in memory: the rules are the real ones. */
export function createKnowledgePorts(
  data: Data,
  now: () => Date,
): Pick<AdminPorts, 'knowledgeDesk' | 'evaluations' | 'recalls' | 'statutes' | 'mask'> {
  return {
    knowledgeDesk: createKnowledgeDesk(data),
    evaluations: createEvaluationDesk(data, now),
    recalls: createRecallDesk(data, now),
    statutes: data.statutes,
    mask: createPublishedMask(),
  };
}

function createPublishedMask(): AdminPorts['mask'] {
  const vocabulary = createVocabulary(fold);
  for (const { question, answer } of starterDrafts) vocabulary.add(`${question}\n${answer}`);
  return createMask(vocabulary, fold);
}

function createKnowledgeDesk(data: Data): AdminPorts['knowledgeDesk'] {
  const list = () => [...data.entries.values()];
  const { ask } = buildKnowledge(list);
  return {
    findSimilar: createFindSimilar({
      store: { list: async () => list() },
      entries: buildFinder(list),
      fold,
    }),
    async preview(text, audience) {
      const { kind } = await ask({ text, audience, today });
      return { kind, text: kind, options: [], sources: [] };
    },
    previewText: async (text, reviewed) => ({
      kind: 'sure',
      text: `${text.answer} ${reviewed?.name ?? ''}`,
      options: [],
      sources: [],
    }),
    articles: createArticlePicker({
      statutes: noArticles,
      articles: { find: async () => [] },
      fold,
    }),
    usage: { list: async () => [] },
    unanswered: {
      listOpen: async () => data.unanswered.filter(({ state }) => state === 'open'),
      countOpen: async () => data.unanswered.filter(({ state }) => state === 'open').length,
      async close(ids, how) {
        data.unanswered.forEach((question, at) => {
          if (ids.includes(question.id)) data.unanswered[at] = { ...question, ...how };
        });
      },
    },
    groupQuestions: (questions) => groupQuestions(questions, fold),
  };
}

function createEvaluationDesk(data: Data, now: () => Date): AdminPorts['evaluations'] {
  const golden: AdminPorts['evaluations']['golden'] = {
    list: async () => data.golden,
    insert: async (one) => {
      if (data.golden.some(({ id }) => id === one.id)) return false;
      data.golden.push(one);
      return true;
    },
    remove: async (id) => {
      const at = data.golden.findIndex((one) => one.id === id);
      if (at >= 0) data.golden.splice(at, 1);
    },
  };
  const evaluations = createEvaluations({
    store: { listLive: async () => [...data.entries.values()].filter(({ live }) => live) },
    golden,
    shipped: data.shippedGolden,
    evaluations: {
      insert: async (one) => data.evaluations.unshift(one) > 0,
      list: async (limit) => data.evaluations.slice(0, limit),
    },
    tables: { lookUp: async () => undefined },
    fold,
    now,
    toDay: () => today,
    pause: async () => undefined,
  });
  return {
    listGolden: evaluations.listGolden,
    checkChange: evaluations.checkChange,
    golden,
    list: async (limit) => data.evaluations.slice(0, limit),
    runInBackground(id) {
      void evaluations.evaluate({ id, cause: 'asked' });
      return id;
    },
    findRunning: () => undefined,
  };
}

function createRecallDesk(data: Data, now: () => Date): AdminPorts['recalls'] {
  const listPeopleGiven = async (sources: readonly string[]) => [
    ...new Set(
      data.rows
        .filter(({ reply }) => reply.sources?.some((source) => sources.includes(source)))
        .map(({ personId }) => personId),
    ),
  ];
  return {
    listPeopleGiven,
    list: async (limit) => data.recalls.slice(0, limit),
    async recallAnswers(request) {
      if (data.recalls.some(({ id }) => id === request.id)) return;
      const { length: told } = await listPeopleGiven(request.sources);
      data.recalls.unshift({ ...request, at: now(), openUntil: now(), isOpen: false, told });
    },
  };
}
