import { chooseExamples, type Quality } from './judge-examples.ts';
import {
  findUsed,
  sortingTasks,
  toStanding,
  type SortingModel,
  type SortingStore,
  type SortingTask,
} from './sorting-model.ts';
import type { Example } from './train.ts';

/** Learns and judges where nobody waits for it. */
export type Learn = (
  task: SortingTask,
  examples: readonly Example[],
) => Promise<{ readonly bytes: Uint8Array; readonly quality: Quality }>;

type Ports = {
  readonly store: SortingStore;
  readonly learn: Learn;
  readonly now: () => Date;
};

/** What came of a training. */
export type Trained =
  | { readonly kind: 'trained'; readonly model: SortingModel }
  | { readonly kind: 'too_few' }
  | { readonly kind: 'nothing_new' };

const mostExamples = 20_000;
const kept = 5;
/** So many more confirmed tickets are worth another training by itself. */
const worthwhile = 20;

/** How a text is put decides its kind, what it is about its area. */
export const evennessOf: Readonly<Record<SortingTask, number>> = { area: 0, kind: 4 };

/** Trains each task on what staff confirmed; `isAsked` also where little is new. */
export function createTrainSorting(ports: Ports) {
  return async function trainSorting(
    isAsked: boolean,
  ): Promise<Readonly<Record<SortingTask, Trained>>> {
    const [area, kind] = await Promise.all(
      sortingTasks.map((task) => trainTask(task, isAsked, ports)),
    );
    return { area: area ?? { kind: 'too_few' }, kind: kind ?? { kind: 'too_few' } };
  };
}

/**
 * Takes the models away that may hold words of what was sealed since, for others that learnt without it. The new ones
 * come first, so that no version is given twice; whatever becomes of them, the old ones go. False when there is none.
 */
export function createForgetSealed(
  store: SortingStore,
  train: (isAsked: boolean) => Promise<unknown>,
) {
  return async function forgetSealed(): Promise<boolean> {
    const holding = new Map<SortingTask, readonly string[]>();
    for (const task of sortingTasks) holding.set(task, await store.listHoldingSealed(task));
    if ([...holding.values()].every((ids) => ids.length === 0)) return false;
    try {
      await train(true);
    } finally {
      for (const [task, ids] of holding) {
        const choice = await store.findChoice(task);
        const isChosen = choice.kind === 'model' && ids.includes(choice.id);
        if (isChosen) await store.choose(task, { kind: 'newest' });
        await store.remove(ids);
      }
    }
    return true;
  };
}

async function trainTask(
  task: SortingTask,
  isAsked: boolean,
  { store, learn, now }: Ports,
): Promise<Trained> {
  const trainedAt = now();
  const [confirmed, models, choice] = await Promise.all([
    store.listConfirmed(task, mostExamples),
    store.list(task),
    store.findChoice(task),
  ]);
  const examples = chooseExamples(confirmed);
  if (examples === undefined) return { kind: 'too_few' };
  const [newest] = models;
  const isNew = examples.length - (newest?.quality.examples ?? 0) >= worthwhile;
  if (!isNew && !isAsked) return { kind: 'nothing_new' };
  const used = findUsed(models, choice);
  const { bytes, quality } = await learn(task, examples);
  const version = (newest?.version ?? 0) + 1;
  const model: SortingModel = {
    id: `${task}-${version}`,
    task,
    version,
    trainedAt,
    quality,
    standing: toStanding(quality, task, used),
  };
  if (!(await store.insert(model, bytes))) return { kind: 'nothing_new' };
  await store.removeOld(task, kept, used?.id);
  return { kind: 'trained', model };
}
