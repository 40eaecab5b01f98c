import {
  createSorter,
  packModel,
  type Example,
  type SortingChoice,
  type SortingModel,
  type SortingStore,
  type SortingTask,
  type SortingVote,
  type Unsorted,
} from '../../knowledge/index.ts';
import type { AdminPorts } from '../../admin/index.ts';
import { fold } from '../../platform/fold/index.ts';

/** What a sorting store in memory holds, open to a test's hand. */
export type SortingData = {
  readonly models: Map<string, { readonly model: SortingModel; readonly bytes: Uint8Array }>;
  readonly choices: Map<SortingTask, SortingChoice>;
  readonly confirmed: Map<SortingTask, readonly Example[]>;
  readonly votes: Map<string, SortingVote>;
  readonly unsorted: Unsorted[];
  /** Ids of models that learnt from what was sealed since. */
  readonly holdingSealed: Set<string>;
};

export function buildSortingStore(): SortingStore & { readonly data: SortingData } {
  const data: SortingData = {
    models: new Map(),
    choices: new Map(),
    confirmed: new Map(),
    votes: new Map(),
    unsorted: [],
    holdingSealed: new Set(),
  };
  const list: SortingStore['list'] = async (task) =>
    [...data.models.values()]
      .map(({ model }) => model)
      .filter((model) => model.task === task)
      .toSorted((a, b) => b.version - a.version);
  return {
    data,
    list,
    async insert(model, bytes) {
      if (data.models.has(model.id)) return false;
      data.models.set(model.id, { model, bytes });
      return true;
    },
    readBytes: async (id) => data.models.get(id)?.bytes,
    async removeOld(task, keep, used) {
      for (const { id } of (await list(task)).slice(keep)) if (id !== used) data.models.delete(id);
    },
    listHoldingSealed: async (task) =>
      (await list(task)).map(({ id }) => id).filter((id) => data.holdingSealed.has(id)),
    remove: async (ids) => {
      for (const id of ids) data.models.delete(id);
    },
    findChoice: async (task) => data.choices.get(task) ?? { kind: 'newest' },
    choose: async (task, choice) => void data.choices.set(task, choice),
    listConfirmed: async (task, limit) => (data.confirmed.get(task) ?? []).slice(0, limit),
    listUnsorted: async () => data.unsorted.filter(({ ticketId }) => !data.votes.has(ticketId)),
    saveVote: async (vote) => void data.votes.set(vote.ticketId, vote),
    findVote: async (ticketId) => data.votes.get(ticketId),
  };
}

/** The desk's side of sorting over a store in memory; trainings are counted, not done. */
export function buildSortingDesk(): AdminPorts['sorting'] & {
  readonly store: ReturnType<typeof buildSortingStore>;
  readonly trainings: () => number;
} {
  const store = buildSortingStore();
  const sorter = createSorter(store, fold);
  let trainings = 0;
  return {
    store,
    guess: sorter.guess,
    findVote: store.findVote,
    list: store.list,
    findChoice: store.findChoice,
    async choose(task, choice) {
      await store.choose(task, choice);
      await sorter.refresh();
    },
    trainInBackground() {
      trainings += 1;
    },
    isTraining: () => false,
    trainings: () => trainings,
  };
}

/** A model that was trained elsewhere, with the figures given. */
export function buildSortingModel(fields: Partial<SortingModel> = {}): SortingModel {
  return {
    id: 'area-1',
    task: 'area',
    version: 1,
    trainedAt: new Date('2026-03-01T00:00:00.000Z'),
    standing: 'good',
    quality: {
      examples: 100,
      persons: 80,
      accuracy: 0.9,
      macroF1: 0.88,
      top2: 0.97,
      keywordAccuracy: 0.6,
      sureShare: 0.7,
      sureFrom: 0.8,
      confusion: {
        labels: ['health', 'labour'],
        counts: [
          [45, 5],
          [5, 45],
        ],
      },
    },
    ...fields,
  };
}

/** A model that knows two labels and no word. */
export const modelBytes = packModel({
  labels: ['health', 'labour'],
  features: [],
  rarity: new Float32Array(),
  weights: [Float32Array.of(1), Float32Array.of(0)],
  scale: 1,
});
