import { setImmediate as giveWay } from 'node:timers/promises';
import type { EvaluationDesk } from '../../admin/index.ts';
import { createEvaluations, createTables, goldenQuestions } from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import type { House } from './house.ts';
import { repeat, type Repeated } from './repeat.ts';

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
  let looking: Repeated | undefined;

  async function runAsked(id: string): Promise<void> {
    running = { id, done: 0, total: 0 };
    await evaluations
      .evaluate({ id, cause: 'asked' }, async (done, total) => {
        running = { id, done, total };
      })
      .catch(onError);
    running = undefined;
  }

  const evaluateDay = () => leases.withLease('evaluation', leaseMs, evaluations.evaluateDay);

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
    startDaily(): void {
      looking = repeat(lookEveryMs, evaluateDay, onError);
    },
    async stop(): Promise<void> {
      await looking?.stop();
      await ending;
    },
  };
}
