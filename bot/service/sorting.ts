import type { SortingDesk } from '../../admin/index.ts';
import {
  createAskVote,
  createForgetSealed,
  createOpenAiModel,
  createSorter,
  createTrainSorting,
  defaultBudget,
  keepSpendingInProcess,
  keywordAreas,
  readVote,
  type AskVote,
  type Mask,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { createFetch } from '../../platform/http/index.ts';
import { createLearnInThread } from '../../platform/learning/index.ts';
import { toShanghaiDay, type TicketPorts } from '../../tickets/index.ts';
import type { House } from './house.ts';
import { repeat, type Repeated } from './repeat.ts';

export type HouseSorting = Awaited<ReturnType<typeof openSorting>>;

const refreshEveryMs = 60_000;
const lookEveryMs = 60_000;
/** The day of the last daily training, so that a process that restarts every day trains too. */
const trainedOnSetting = 'sorting_trained_on';
const voteEveryMs = 10_000;
const voteSinceMs = 24 * 3600_000;
const votesAtOnce = 5;
const leaseMs = 60_000;

/** 分拣: guesses for new matters, the training that they come of, and a language model's vote where one is there. */
export async function openSorting(house: House, mask: Mask) {
  const { sorting: store, leases, settings, now, onError } = house;
  const sorter = createSorter(store, fold);
  const train = createTrainSorting({ store, learn: createLearnInThread(), now });
  const forgetSealed = createForgetSealed(store, train);
  const askVote = await openVote(house, mask);
  const repeated: Repeated[] = [];
  let ending: Promise<unknown> = Promise.resolve();
  let isTraining = false;
  await sorter.refresh();

  async function trainUnderLease(isAsked: boolean): Promise<void> {
    await leases.withLease('sorting', leaseMs, () => train(isAsked));
    await sorter.refresh();
  }

  async function trainDaily(): Promise<void> {
    const today = toShanghaiDay(now());
    if ((await settings.get(trainedOnSetting)) === today) return;
    await trainUnderLease(false);
    await settings.set(trainedOnSetting, today);
  }

  async function forgetUnderLease(): Promise<void> {
    await leases.withLease('sorting', leaseMs, forgetSealed);
    await sorter.refresh();
  }

  async function trainAsked(): Promise<void> {
    isTraining = true;
    await trainUnderLease(true).catch(onError);
    isTraining = false;
  }

  async function collectVotes(ask: AskVote): Promise<void> {
    await leases.withLease('sorting-votes', leaseMs, async () => {
      const since = new Date(now().getTime() - voteSinceMs);
      for (const { ticketId, text } of await store.listUnsorted(since, votesAtOnce)) {
        const area = await ask(text);
        if (area !== undefined) await store.saveVote({ ticketId, area, at: now() });
      }
    });
  }

  return {
    guessArea(_kind, { story, demand = '' }) {
      if (story === undefined) return undefined;
      const { guesses, isSure, by } = sorter.guess('area', `${story}\n${demand}`);
      const [best] = guesses;
      return isSure && best !== undefined ? { area: best.label, by } : undefined;
    },
    desk: {
      guess: sorter.guess,
      findVote: store.findVote,
      list: store.list,
      findChoice: store.findChoice,
      async choose(task, choice) {
        await store.choose(task, choice);
        await sorter.refresh();
      },
      trainInBackground() {
        if (!isTraining) ending = Promise.all([ending, trainAsked()]);
      },
      isTraining: () => isTraining,
    },
    /** Every process sorts; the workers learn. */
    start(isWorker: boolean) {
      repeated.push(repeat(refreshEveryMs, sorter.refresh, onError));
      if (!isWorker) return;
      repeated.push(repeat(lookEveryMs, trainDaily, onError));
      repeated.push(repeat(lookEveryMs, forgetUnderLease, onError));
      if (askVote === undefined) return;
      repeated.push(repeat(voteEveryMs, () => collectVotes(askVote), onError));
    },
    async stop(): Promise<void> {
      await Promise.all(repeated.map(({ stop }) => stop()));
      await ending;
    },
  } satisfies {
    guessArea: TicketPorts['guessArea'];
    desk: SortingDesk;
    start: (isWorker: boolean) => void;
    stop: () => Promise<void>;
  };
}

async function openVote({ config, translate }: House, mask: Mask): Promise<AskVote | undefined> {
  const { model, baseUrl: baseURL, apiKey } = config.openAi ?? {};
  if (model === undefined || baseURL === undefined || apiKey === undefined) return undefined;
  const fetch = await createFetch(config.httpsProxy);
  return createAskVote({
    model: createOpenAiModel({ apiKey, baseURL, model, fetch }),
    budget: defaultBudget,
    spending: keepSpendingInProcess(),
    now: Date.now,
    startDeadline: (timeoutMs) => AbortSignal.timeout(timeoutMs),
    mask,
    readVote,
    areas: Object.fromEntries(
      [...keywordAreas, 'other'].map((area) => [area, translate(`console.area.${area}`, 'zh-CN')]),
    ),
  });
}
