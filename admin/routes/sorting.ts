import {
  findUsed,
  type SortingChoice,
  type SortingModel,
  type SortingTask,
  sortingTasks,
} from '../../knowledge/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { canChooseSorting, canReadSorting } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  SortingChoiceSchema,
  SortingSchema,
  SortingTaskSchema,
  type SortingView,
} from './sorting.schema.ts';

const path = '/api/admin/sorting';

type Shown = {
  readonly isTraining: boolean;
  readonly tasks: readonly TaskFile[];
};
type TaskFile = {
  readonly task: SortingTask;
  readonly choice: SortingChoice;
  readonly models: readonly SortingModel[];
};

/** What sorts new matters, how well, and which model is to do it. */
export function createSortingRoutes({ sorting, audit, now }: AdminPorts): readonly Route[] {
  async function load(): Promise<Shown> {
    const tasks = sortingTasks.map(async (task) => {
      const [models, choice] = await Promise.all([sorting.list(task), sorting.findChoice(task)]);
      return { task, choice, models };
    });
    return { isTraining: sorting.isTraining(), tasks: await Promise.all(tasks) };
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'The models that sort new matters, with what each got right',
      audience: 'staff',
      policy: canReadSorting,
      response: SortingSchema,
      handle: load,
      present: presentSorting,
    }),
    defineRoute({
      method: 'post',
      path: `${path}/trainings`,
      summary: 'Learn from the confirmed tickets now, in the background',
      audience: 'staff',
      policy: canChooseSorting,
      response: SortingSchema,
      status: 202,
      async handle({ caller }) {
        const { accountId } = expectStaff(caller);
        await audit.record({ at: now(), accountId, action: 'sorting.train', object: 'sorting' });
        sorting.trainInBackground();
        return load();
      },
      present: presentSorting,
    }),
    defineRoute({
      method: 'put',
      path: `${path}/:task/choice`,
      summary: 'Sort by the newest good model, by a certain one, or by none',
      audience: 'staff',
      policy: canChooseSorting,
      params: SortingTaskSchema,
      body: SortingChoiceSchema,
      response: SortingSchema,
      async handle({ params: { task }, body, caller }) {
        const { accountId } = expectStaff(caller);
        if (body.kind === 'model' && findUsed(await sorting.list(task), body) === undefined) {
          throw new HttpError('not_found');
        }
        const object = body.kind === 'model' ? body.id : `${task}-${body.kind}`;
        await audit.record({ at: now(), accountId, action: 'sorting.choose', object });
        await sorting.choose(task, body);
        return load();
      },
      present: presentSorting,
    }),
  ];
}

function presentSorting({ isTraining, tasks }: Shown): SortingView {
  return {
    isTraining,
    tasks: tasks.map(({ task, choice, models }) => {
      const used = findUsed(models, choice);
      return {
        task,
        choice: choice.kind,
        models: models.map((model) => presentModel(model, model.id === used?.id)),
      };
    }),
  };
}

function presentModel(
  { id, version, trainedAt, standing, quality }: SortingModel,
  isUsed: boolean,
): SortingView['tasks'][number]['models'][number] {
  const { confusion, sureFrom, ...figures } = quality;
  return {
    id,
    version,
    trainedAt: trainedAt.toISOString(),
    standing,
    isUsed,
    ...figures,
    ...(sureFrom !== undefined && { sureFrom }),
    confusion: {
      labels: [...confusion.labels],
      counts: confusion.counts.map((row) => [...row]),
    },
  };
}
