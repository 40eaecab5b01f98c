import type { OutboxStore, RecallRequest, RecallStore } from '../bot/index.ts';
import type {
  ArticlePicker,
  Audience,
  EntryText,
  Evaluation,
  EvaluationStore,
  Evaluations,
  FindSimilar,
  GoldenStore,
  QuestionGroup,
  Sorter,
  SortingStore,
  Stamp,
  Unanswered,
  UnansweredStore,
  UsageStore,
} from '../knowledge/index.ts';

/** An answer in the words that a person would get. */
export type AnswerPreview = {
  readonly kind: 'sure' | 'article' | 'table' | 'near' | 'none';
  readonly text: string;
  readonly options: readonly string[];
  readonly sources: readonly string[];
};

/** What editors of the knowledge base work with beside its entries. */
export type KnowledgeDesk = {
  readonly findSimilar: FindSimilar;
  readonly preview: (text: string, audience: Audience) => Promise<AnswerPreview>;
  /** A text in the making as a person would get it once it is published. */
  readonly previewText: (text: EntryText, reviewed?: Stamp) => Promise<AnswerPreview>;
  readonly articles: ArticlePicker;
  readonly usage: Pick<UsageStore, 'list'>;
  readonly unanswered: Pick<UnansweredStore, 'listOpen' | 'countOpen' | 'close'>;
  readonly groupQuestions: (questions: readonly Unanswered[]) => readonly QuestionGroup[];
};

/** The trial of golden questions, and those of the bureau. */
export type EvaluationDesk = Pick<Evaluations, 'listGolden' | 'checkChange'> & {
  readonly golden: GoldenStore;
  readonly list: EvaluationStore['list'];
  /** Returns at once, with the id of the trial that runs: one at a time. */
  readonly runInBackground: (id: string) => string;
  /** How far this process is with the trial that it runs. */
  readonly findRunning: () =>
    | { readonly id: Evaluation['id']; readonly done: number; readonly total: number }
    | undefined;
};

/** Corrections of answers that proved wrong. */
export type RecallDesk = {
  readonly recallAnswers: (request: RecallRequest) => Promise<void>;
  readonly list: RecallStore['list'];
  readonly listPeopleGiven: OutboxStore['listPeopleGiven'];
};

/** What sorts new matters: its guesses, its models, and their training. */
export type SortingDesk = Pick<Sorter, 'guess'> &
  Pick<SortingStore, 'findVote' | 'list' | 'findChoice' | 'choose'> & {
    /** Returns at once; what goes wrong is in the log. */
    readonly trainInBackground: () => void;
    readonly isTraining: () => boolean;
  };
