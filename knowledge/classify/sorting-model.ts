import type { Quality } from './judge-examples.ts';
import type { Example } from './train.ts';

/** What is guessed of a message: to which area it belongs, or what kind of matter it is. */
export const sortingTasks = ['area', 'kind'] as const;
export type SortingTask = (typeof sortingTasks)[number];

/** One training and how well it sorts; its bytes are kept beside it. */
export type SortingModel = {
  /** `<task>-<version>` */
  readonly id: string;
  readonly task: SortingTask;
  readonly version: number;
  /** When its examples were read. */
  readonly trainedAt: Date;
  readonly quality: Quality;
  /** `worse` than the one before or than the words of the start: kept for comparison, not used by itself. */
  readonly standing: 'good' | 'worse';
};

/** Which model sorts: the newest good one, a certain one, or none. */
export type SortingChoice =
  | { readonly kind: 'newest' }
  | { readonly kind: 'model'; readonly id: string }
  | { readonly kind: 'none' };

/** What a language model took a ticket for. */
export type SortingVote = { readonly ticketId: string; readonly area: string; readonly at: Date };

/** A new ticket that nobody and nothing has put under an area. */
export type Unsorted = { readonly ticketId: string; readonly text: string };

export type SortingStore = {
  /** False when the version is taken. */
  readonly insert: (model: SortingModel, bytes: Uint8Array) => Promise<boolean>;
  /** Newest first. */
  readonly list: (task: SortingTask) => Promise<readonly SortingModel[]>;
  readonly readBytes: (id: string) => Promise<Uint8Array | undefined>;
  /** Models are personal data: only the newest `keep` of a task stay, and the one that is used. */
  readonly removeOld: (task: SortingTask, keep: number, used?: string) => Promise<void>;
  /** Those that may hold words of a matter which was sealed after they had learnt from it. */
  readonly listHoldingSealed: (task: SortingTask) => Promise<readonly string[]>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
  readonly findChoice: (task: SortingTask) => Promise<SortingChoice>;
  readonly choose: (task: SortingTask, choice: SortingChoice) => Promise<void>;
  /** The newest tickets that staff took up under an area, or of a kind; nothing that lies or is about to lie sealed. */
  readonly listConfirmed: (task: SortingTask, limit: number) => Promise<readonly Example[]>;
  readonly listUnsorted: (since: Date, limit: number) => Promise<readonly Unsorted[]>;
  /** A repeat changes nothing. */
  readonly saveVote: (vote: SortingVote) => Promise<void>;
  readonly findVote: (ticketId: string) => Promise<SortingVote | undefined>;
};

/** The model that the choice leads to, of all of a task, newest first. */
export function findUsed(
  models: readonly SortingModel[],
  choice: SortingChoice,
): SortingModel | undefined {
  if (choice.kind === 'none') return undefined;
  return models.find(({ id, standing }) =>
    choice.kind === 'model' ? id === choice.id : standing === 'good',
  );
}

/** A new model may be a little worse than the one before, which was judged by other messages; never worse than words. */
const slack = 0.03;

export function toStanding(
  quality: Quality,
  task: SortingTask,
  before: SortingModel | undefined,
): SortingModel['standing'] {
  const leastAccuracy = (before?.quality.accuracy ?? 0) - slack;
  const { accuracy, keywordAccuracy } = quality;
  const isUseful =
    accuracy > toMajority(quality) && (task === 'kind' || accuracy >= keywordAccuracy);
  return isUseful && accuracy >= leastAccuracy ? 'good' : 'worse';
}

/** What always guessing the commonest label gets right. */
function toMajority({ confusion: { counts } }: Quality): number {
  const sums = counts.map((row) => row.reduce((sum, one) => sum + one, 0));
  const total = sums.reduce((sum, one) => sum + one, 0);
  return total === 0 ? 0 : Math.max(...sums) / total;
}
