/** What came of one try to tell a person by telephone or letter. */
export const attemptOutcomes = ['reached', 'not_reached', 'letter_sent'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

export type Attempt = {
  readonly at: Date;
  readonly by: { readonly accountId: string; readonly name: string };
  readonly outcome: AttemptOutcome;
  readonly note?: string;
};

/** `delivered`: the person came by themselves and a channel took the words after all. */
export const taskStates = ['open', 'reached', 'letter_sent', 'not_reached', 'delivered'] as const;
export type TaskState = (typeof taskStates)[number];

/**
 * A binding notice that no channel took: staff tell it. The words are those of the outbox row. Document: `tasks`,
 * `_id` = `task-<outbox id>`, leading: that the row is told is projected from it.
 */
export type TellTask = {
  readonly id: string;
  readonly version: number;
  readonly outboxId: string;
  readonly personId: string;
  readonly ticketId?: string;
  readonly state: TaskState;
  readonly attempts: readonly Attempt[];
  readonly createdAt: Date;
  readonly closedAt?: Date;
  /** The row does not yet say that the person was told. */
  readonly owesRow?: true;
};

/** So many tries without reaching the person end a task. */
export const maxAttempts = 3;

export const toTaskId = (outboxId: string): string => `task-${outboxId}`;

/** The task after a try; undefined when it is closed. */
export function recordAttempt(task: TellTask, attempt: Attempt): TellTask | undefined {
  if (task.state !== 'open') return undefined;
  const tried = { ...task, attempts: [...task.attempts, attempt] };
  const { outcome, at } = attempt;
  if (outcome !== 'not_reached') {
    return { ...tried, state: outcome, closedAt: at, owesRow: true };
  }
  const isLast = tried.attempts.length >= maxAttempts;
  return isLast ? { ...tried, state: 'not_reached', closedAt: at } : tried;
}
