import type { Alert, Deadline, Flow, Light, Point, Ticket } from '../../tickets/index.ts';
import type { Staff } from '../caller.ts';
import { maskCodes } from '../mask.ts';
import { canMoveTickets } from '../policies.ts';
import type { AlertCaseView, AlertListView, TimelineView } from './alerts.schema.ts';

const summaryLength = 80;

/** A missed limit with its ticket, as far as the caller may see that. */
export type AlertCase = {
  readonly ticket: Ticket;
  readonly deadline: Deadline;
  /** Those of the end that the limit has now, the lowest level first. */
  readonly urgings: readonly Alert[];
  readonly next: Point | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly caller: Staff;
};

export type WarningCase = {
  readonly ticket: Ticket;
  readonly deadline: Deadline;
  readonly light: Light | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly caller: Staff;
};

export function presentCase(shown: AlertCase): AlertCaseView {
  const { ticket, deadline, urgings, next, names, caller } = shown;
  const isOpen = urgings.some(isWaiting);
  return {
    ...presentTicket(shown),
    deadlineId: deadline.id,
    limit: deadline.limit,
    dueAt: deadline.dueAt.toISOString(),
    level: urgings.at(-1)?.level ?? 0,
    isOpen,
    isMine: urgings.some((alert) => isWaiting(alert) && isFor(alert.to, ticket, caller)),
    canAnswer: isOpen && canMoveTickets(caller),
    ...(deadline.promisedUntil && { promisedUntil: deadline.promisedUntil.toISOString() }),
    urgings: urgings.map((alert) => presentUrging(alert, names)),
    ...(next !== undefined && {
      next: { level: next.level, to: next.to, at: next.at.toISOString() },
    }),
  };
}

export function presentWarning(shown: WarningCase): AlertListView['warnings'][number] {
  const { deadline, light, ticket, caller } = shown;
  return {
    ...presentTicket(shown),
    limit: deadline.limit,
    dueAt: deadline.dueAt.toISOString(),
    ...(light !== undefined && { light }),
    isMine: isFor('owner', ticket, caller),
  };
}

export function presentLimit(
  { id, limit, state, startedAt, dueAt, endedAt, isProvisional, fired }: Deadline,
  light: Light | undefined,
): TimelineView['limits'][number] {
  return {
    id,
    limit,
    state,
    startedAt: startedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    ...(endedAt !== undefined && { endedAt: endedAt.toISOString() }),
    isProvisional,
    ...(light !== undefined && { light }),
    urgings: fired.filter((point) => point.startsWith('miss')).length,
  };
}

export function presentFlow({ steps, anywhere, backs, left }: Flow): TimelineView['flow'] {
  return {
    steps: steps.map((step) => ({ ...step, exits: [...step.exits] })),
    anywhere: [...anywhere],
    backs: [...backs],
    ...(left !== undefined && { left }),
  };
}

export function isWaiting({ answer, settledAt }: Alert): boolean {
  return answer === undefined && settledAt === undefined;
}

function isFor(to: string, { assigneeId }: Ticket, { accountId, roles }: Staff): boolean {
  return to === 'owner' ? assigneeId === accountId : roles.some((role) => role === to);
}

function presentTicket({
  ticket: { number, status, facts, assigneeId },
  names,
}: Pick<AlertCase, 'ticket' | 'names'>) {
  const words = maskCodes(facts.story ?? facts.demand ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const assignee = assigneeId && names.get(assigneeId);
  const isLong = words.length > summaryLength;
  return {
    number,
    status,
    summary: isLong ? `${words.slice(0, summaryLength)}…` : words,
    ...(assignee && { assignee }),
  };
}

function presentUrging(
  { level, to, firedAt, answer, settledAt }: Alert,
  names: ReadonlyMap<string, string>,
): AlertCaseView['urgings'][number] {
  const by = answer && names.get(answer.accountId);
  return {
    level,
    to,
    firedAt: firedAt.toISOString(),
    isSettled: settledAt !== undefined,
    ...(answer !== undefined && {
      answer: {
        at: answer.at.toISOString(),
        ...(by !== undefined && { by }),
        words: answer.words,
        ...(answer.until !== undefined && { until: answer.until.toISOString() }),
      },
    }),
  };
}
