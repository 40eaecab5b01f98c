/** What came of one try to tell a person by telephone or letter. */
export const attemptOutcomes = ['reached', 'not_reached', 'letter_sent'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

export type Attempt = {
  readonly at: Date;
  readonly by: { readonly accountId: string; readonly name: string };
  readonly outcome: AttemptOutcome;
  readonly note?: string;
};

/** `delivered`: the person came by themselves and a channel took the words after all. `settled`: what it was for is done. */
export const taskStates = [
  'open',
  'reached',
  'letter_sent',
  'not_reached',
  'delivered',
  'settled',
] as const;
export type TaskState = (typeof taskStates)[number];

/**
 * `tell`: a binding notice that no channel took · `call_back`: a person asked to be rung · `call_officer`: an officer
 * on duty whom no card reached · `answer_urge`: an urge that the ticket's owner answers.
 */
export const taskKinds = ['tell', 'call_back', 'call_officer', 'answer_urge'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Something that staff do for a person or for each other. Document: `tasks`. */
export type StaffTask = {
  readonly id: string;
  readonly version: number;
  /** Absent: a notice to be told. */
  readonly kind?: TaskKind;
  readonly personId?: string;
  readonly ticketId?: string;
  /** Whom it is for, or the officer to be rung. */
  readonly accountId?: string;
  /** The officers' alarm that it belongs to. */
  readonly alarmId?: string;
  /** From then on it is wanted; for an urge, until then. */
  readonly dueAt?: Date;
  /** Told to the section head: it was not done in time. */
  readonly climbedAt?: Date;
  readonly state: TaskState;
  readonly attempts: readonly Attempt[];
  readonly createdAt: Date;
  readonly closedAt?: Date;
  /** The row whose words are to be told. */
  readonly outboxId?: string;
  /** The row does not yet say that the person was told. */
  readonly owesRow?: true;
};

/** A binding notice that no channel took: staff tell it, in the words of the outbox row. `_id` = `task-<outbox id>`. */
export type TellTask = StaffTask & { readonly outboxId: string };

export const isTellTask = (task: StaffTask): task is TellTask => task.outboxId !== undefined;

/** So many tries without reaching the person end a task. */
export const maxAttempts = 3;

export const toTaskId = (outboxId: string): string => `task-${outboxId}`;

/** The task after a try; undefined when it is closed. */
export function recordAttempt(task: StaffTask, attempt: Attempt): StaffTask | undefined {
  if (task.state !== 'open') return undefined;
  const tried = { ...task, attempts: [...task.attempts, attempt] };
  const { outcome, at } = attempt;
  if (outcome !== 'not_reached') {
    const owes = isTellTask(task) ? ({ owesRow: true } as const) : {};
    return { ...tried, state: outcome, closedAt: at, ...owes };
  }
  const isLast = tried.attempts.length >= maxAttempts;
  return isLast ? { ...tried, state: 'not_reached', closedAt: at } : tried;
}

/** The task closed because what it was for is done. */
export function settleTask(task: StaffTask, closedAt: Date): StaffTask {
  return { ...task, state: 'settled', closedAt };
}
