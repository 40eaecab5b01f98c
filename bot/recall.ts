import type { Bell, NewOutboxRow, OutboxStore } from './stores.ts';

/**
 * A correction of answers that proved wrong. Document: `recalls`, leading: the corrections are projected from it, one
 * outbox row `recall-<id>-<personId>` for each person who was given one of its sources.
 */
export type Recall = {
  readonly id: string;
  /** Each `entry@version` that must not be relied on any more. */
  readonly sources: readonly string[];
  /** The question as it was answered, so that people know which answer is meant. */
  readonly question: string;
  readonly correction: string;
  readonly by: string;
  readonly at: Date;
  /** Looked at until then: an answer that was on its way when the recall began is corrected too. */
  readonly openUntil: Date;
  readonly isOpen: boolean;
  /** How many people were told. */
  readonly told: number;
};

export type RecallStore = {
  /** False when one with this id is there already. */
  readonly insert: (recall: Recall) => Promise<boolean>;
  readonly listOpen: () => Promise<readonly Recall[]>;
  readonly record: (id: string, progress: Pick<Recall, 'told' | 'isOpen'>) => Promise<void>;
  /** The newest first. */
  readonly list: (limit: number) => Promise<readonly Recall[]>;
};

type RecallPorts = {
  readonly recalls: RecallStore;
  readonly outbox: Pick<OutboxStore, 'insert' | 'listPeopleGiven'>;
  readonly bell: Bell;
  readonly now: () => Date;
};

/** Longer than any turn and its retries take. */
const lookedAtMs = 2 * 60_000;

export type RecallRequest = Pick<Recall, 'id' | 'sources' | 'question' | 'correction' | 'by'>;

/** Tells everybody who was given a wrong answer, each once, however often it is repeated or cut short. */
export function createRecallAnswers({ recalls, outbox, bell, now }: RecallPorts) {
  async function tell(recall: Recall): Promise<void> {
    const people = await outbox.listPeopleGiven(recall.sources);
    await outbox.insert(people.map((personId) => toCorrection(recall, personId)));
    await recalls.record(recall.id, {
      told: people.length,
      isOpen: recall.openUntil > now(),
    });
    for (const id of people) await bell.ring({ kind: 'deliver', id });
  }

  /** Idempotent by id. */
  async function recallAnswers(request: RecallRequest): Promise<void> {
    const at = now();
    const openUntil = new Date(at.getTime() + lookedAtMs);
    const recall: Recall = { ...request, at, openUntil, isOpen: true, told: 0 };
    if (await recalls.insert(recall)) await tell(recall);
  }

  /** Goes on with what is open; for the sweeper. */
  async function continueRecalls(): Promise<void> {
    for (const recall of await recalls.listOpen()) await tell(recall);
  }

  return { recallAnswers, continueRecalls };
}

function toCorrection({ id, at, question, correction }: Recall, personId: string): NewOutboxRow {
  return {
    id: `recall-${id}-${personId}`,
    personId,
    kind: 'notice',
    reply: { key: 'conversation.recalled', values: { question, correction } },
    traceId: `recall-${id}`,
    createdAt: at,
    dueAt: at,
  };
}
