import type { Fold } from '../retrieval/index.ts';
import { guessByKeywords } from './keywords.ts';
import { createClassify, type Classify, type Guess } from './model.ts';
import { unpackModel } from './pack-model.ts';
import { findUsed, sortingTasks, type SortingStore, type SortingTask } from './sorting-model.ts';

/** The two best guesses; `isSure` ones need nobody's word. `by` is `words` or the id of a model. */
export type Guessed = {
  readonly guesses: readonly Guess[];
  readonly isSure: boolean;
  readonly by: string;
};

export type Sorter = {
  /** Guesses at once, by what was loaded last. */
  readonly guess: (task: SortingTask, text: string) => Guessed;
  /** Loads the models that are chosen now, where they are not the ones in use. */
  readonly refresh: () => Promise<void>;
};

type Loaded = { readonly id: string; readonly classify: Classify; readonly sureFrom: number };

const shownGuesses = 2;

/** Sorts by the words of the start until a model is there. */
export function createSorter(
  store: Pick<SortingStore, 'list' | 'readBytes' | 'findChoice'>,
  fold: Fold,
): Sorter {
  const inUse = new Map<SortingTask, Loaded>();

  async function refreshTask(task: SortingTask): Promise<void> {
    const [models, choice] = await Promise.all([store.list(task), store.findChoice(task)]);
    const used = findUsed(models, choice);
    if (used === undefined) {
      inUse.delete(task);
      return;
    }
    if (inUse.get(task)?.id === used.id) return;
    const bytes = await store.readBytes(used.id);
    if (bytes === undefined) return;
    const { id, quality } = used;
    const classify = createClassify(unpackModel(bytes), fold);
    inUse.set(task, { id, classify, sureFrom: quality.sureFrom ?? Infinity });
  }

  function guessByWords(task: SortingTask, text: string): Guessed {
    const guesses = task === 'area' ? guessByKeywords(text, fold).slice(0, shownGuesses) : [];
    return { guesses, isSure: false, by: 'words' };
  }

  return {
    guess(task, text) {
      const model = inUse.get(task);
      if (model === undefined) return guessByWords(task, text);
      const guesses = model.classify(text).slice(0, shownGuesses);
      const isSure = (guesses[0]?.confidence ?? 0) >= model.sureFrom;
      return { guesses, isSure, by: model.id };
    },
    async refresh() {
      for (const task of sortingTasks) await refreshTask(task);
    },
  };
}
