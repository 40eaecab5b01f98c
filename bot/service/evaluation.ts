import { setImmediate as giveWay } from 'node:timers/promises';
import type { EvaluationDesk } from '../../admin/index.ts';
import { createEvaluations, createTables, goldenQuestions } from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import type { House } from './house.ts';

export type HouseEvaluation = ReturnType<typeof openEvaluation>;

const lookEveryMs = 60_000;
/** A trial that lasts longer has lost its process. */
const leaseMs = 60_000;

/** The trial of golden questions: before each change, on request, and once a day by one of the workers. */
export function openEvaluation(house: House) {
  const { now, onError, leases, evaluations: kept } = house;
  const evaluations = createEvaluations({
    store: house.knowledge,
    golden: house.golden,
    shipped: goldenQuestions,
    evaluations: kept,
    tables: createTables({ store: house.tables, fold }),
    fold,
    now,
    toDay: toShanghaiDay,
    pause: () => giveWay(),
  });
  let running: ReturnType<EvaluationDesk['findRunning']>;
  let ending: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function runAsked(id: string): Promise<void> {
    running = { id, done: 0, total: 0 };
    await evaluations
      .evaluate({ id, cause: 'asked' }, async (done, total) => {
        running = { id, done, total };
      })
      .catch(onError);
    running = undefined;
  }

  function schedule(): void {
    timer = setTimeout(() => {
      ending = leases
        .withLease('evaluation', leaseMs, evaluations.evaluateDay)
        .then(() => undefined, onError)
        .finally(schedule);
    }, lookEveryMs);
  }

  return {
    desk: {
      listGolden: evaluations.listGolden,
      checkChange: evaluations.checkChange,
      golden: house.golden,
      list: kept.list,
      runInBackground(id) {
        if (running !== undefined) return running.id;
        ending = Promise.all([ending, runAsked(id)]).then(() => undefined);
        return id;
      },
      findRunning: () => running,
    } satisfies EvaluationDesk,
    startDaily: schedule,
    async stop(): Promise<void> {
      clearTimeout(timer);
      await ending;
      clearTimeout(timer);
    },
  };
}
