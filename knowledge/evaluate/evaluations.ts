import type { KnowledgePorts, LiveEntry } from '../answer/index.ts';
import { findLive } from '../lifecycle.ts';
import type { Entry, LiveText } from '../entry.ts';
import { KnowledgeError } from '../errors.ts';
import type { KnowledgeStore } from '../store.ts';
import {
  countVerdicts,
  findHarm,
  listFailures,
  type Evaluation,
  type EvaluationStore,
  type TrialProgress,
} from './evaluate.ts';
import type { GoldenQuestion, GoldenStore } from './golden.ts';
import { replaceEntry, tryEntries } from './try-change.ts';

type EvaluationPorts = Pick<KnowledgePorts, 'tables' | 'fold'> & {
  readonly store: Pick<KnowledgeStore, 'listLive'>;
  readonly golden: Pick<GoldenStore, 'list'>;
  /** Golden questions that come with the starter knowledge. */
  readonly shipped: readonly GoldenQuestion[];
  readonly evaluations: Pick<EvaluationStore, 'insert' | 'list'>;
  readonly now: () => Date;
  /** The day (YYYY-MM-DD) of a moment. */
  readonly toDay: (at: Date) => string;
  /** Lets others have their turn between two questions. */
  readonly pause: TrialProgress;
};

export type Evaluations = {
  /**
   * The golden questions that are asked now: the bureau's own, and those shipped whose entry is still live and whose
   * words are not among the bureau's own.
   */
  readonly listGolden: () => Promise<readonly GoldenQuestion[]>;
  /** Asks them all and keeps what came of it; false when one with this id is kept already. */
  readonly evaluate: (
    trial: Pick<Evaluation, 'id' | 'cause'>,
    progress?: TrialProgress,
  ) => Promise<boolean>;
  /** The trial of the day, once: the day's id keeps a second from being stored. */
  readonly evaluateDay: () => Promise<void>;
  /**
   * Throws knowledge_harms_golden when golden questions would go wrong that do not now, once `live` is said in place of
   * what the entry says, or nothing when it is undefined.
   */
  readonly checkChange: (id: string, live: LiveText | undefined) => Promise<void>;
};

const mostOfOneDay = 100;

export function createEvaluations(ports: EvaluationPorts): Evaluations {
  const { tables, fold, now, toDay, pause } = ports;

  async function open() {
    const [entries, own] = await Promise.all([ports.store.listLive(now()), ports.golden.list()]);
    const isShipped = new Set(
      entries.filter(({ origin }) => origin === 'starter').map(({ id }) => id),
    );
    const taken = new Set(own.map(({ question }) => fold(question)));
    const shipped = ports.shipped.filter(({ question }) => !taken.has(fold(question)));
    const select = (live: readonly LiveEntry[]): readonly GoldenQuestion[] => [
      ...own,
      ...selectShipped(shipped, new Set(live.map(({ id }) => id)), isShipped),
    ];
    return { select, live: entries.flatMap((entry) => toLive(entry, now())) };
  }

  function tryAll(
    live: readonly LiveEntry[],
    golden: readonly GoldenQuestion[],
    progress: TrialProgress = pause,
  ) {
    return tryEntries(live, golden, { tables, fold, today: toDay(now()), progress });
  }

  async function evaluate(
    { id, cause }: Pick<Evaluation, 'id' | 'cause'>,
    progress?: TrialProgress,
  ): Promise<boolean> {
    const { live, select } = await open();
    const judged = await tryAll(live, select(live), async (done, total) => {
      await progress?.(done, total);
      await pause(done, total);
    });
    const counts = countVerdicts(judged);
    const failures = listFailures(judged);
    return ports.evaluations.insert({ id, at: now(), cause, counts, failures });
  }

  return {
    evaluate,
    async evaluateDay() {
      const id = `daily-${toDay(now())}`;
      const kept = await ports.evaluations.list(mostOfOneDay);
      if (!kept.some((one) => one.id === id)) await evaluate({ id, cause: 'daily' });
    },

    async listGolden() {
      const { live, select } = await open();
      return select(live);
    },

    async checkChange(id, text) {
      const { live, select } = await open();
      const changed = replaceEntry(live, id, text && { id, live: text });
      // Asked both times are those that count after the change: a retired starter entry takes its own along.
      const golden = select(changed);
      const after = await tryAll(changed, golden);
      const harm = findHarm(await tryAll(live, golden), after);
      if (harm.length > 0) {
        throw new KnowledgeError(
          'knowledge_harms_golden',
          harm.map((judged) => judged.golden.id),
        );
      }
    },
  };
}

function toLive(entry: Entry, at: Date): readonly LiveEntry[] {
  const live = findLive(entry, at);
  return live === undefined ? [] : [{ id: entry.id, live }];
}

function selectShipped(
  shipped: readonly GoldenQuestion[],
  live: ReadonlySet<string>,
  isShipped: ReadonlySet<string>,
): readonly GoldenQuestion[] {
  return shipped.filter(
    ({ expects }) =>
      expects.kind === 'silent' || (live.has(expects.id) && isShipped.has(expects.id)),
  );
}
