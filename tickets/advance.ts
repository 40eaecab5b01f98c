import { withHistory } from './course.ts';
import { TicketError } from './errors.ts';
import type { ContactChange } from './consent/contact.ts';
import type { ProblemChange } from './problem/problem.ts';
import type { Procedure } from './procedure.ts';
import { isHeldByProblems, resolveTransition } from './transition.ts';
import type { Actor, SplitPart, Step, StepClock, Ticket } from './ticket.ts';
import type { TicketAction, Told, ToldPerson } from './ticket.ts';

/** One wished-for move, with the words and dates already decided. */
export type Move = {
  readonly action: TicketAction;
  readonly at: Date;
  readonly by: Actor;
  readonly reason?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly clock?: StepClock;
  readonly parts?: readonly SplitPart[];
  readonly problem?: ProblemChange;
  readonly contact?: ContactChange;
  readonly tell: Told;
  readonly tellOthers?: readonly ToldPerson[];
};

/** What each action needs whatever the procedure says; `reason` is the move's, the rest are values. */
const needs: Readonly<Partial<Record<TicketAction, readonly string[]>>> = {
  refuse: ['reason'],
  transfer: ['reason'],
  send_back: ['reason'],
  ask_extension: ['reason'],
  grant_extension: ['reason'],
  refuse_extension: ['reason'],
  pause: ['reason'],
  reply: ['text'],
  ask: ['text'],
  answer: ['text'],
  assign: ['assigneeId'],
  name_respondent: ['actingUnitId', 'responsibleOrganId'],
  merge: ['mergedInto'],
  rate: ['score'],
  ask_contact: ['text'],
  plead_life: ['reason'],
  grant_life: ['reason'],
  set_apart: ['reason'],
  raise_urgent: ['urgency'],
  clear_urgent: ['reason'],
  hand_back: ['reason'],
  name_partners: ['reason'],
  ask_conference: ['question'],
  settle_conference: ['outcome'],
  ask_expert: ['expertId', 'brief', 'question'],
  give_opinion: ['asked', 'text'],
  join_campaign: ['campaignId'],
  leave_campaign: ['campaignId', 'reason'],
};

/**
 * The ticket after the move, with one more line of history. Throws TicketError: ticket_step_refused names what is
 * allowed, ticket_requirement_missing what is missing.
 */
export function advance(ticket: Ticket, move: Move, procedure: Procedure): Ticket {
  const transition = resolveTransition(ticket, move.action, move.at, procedure);
  refuseMissing(move, [...(needs[move.action] ?? []), ...transition.requires]);
  const { tell, tellOthers, ...rest } = move;
  const next = appendStep(ticket, {
    ...rest,
    seq: ticket.history.length + 1,
    from: ticket.status,
    to: transition.to,
    ...(transition.withdrawal !== undefined && { withdrawal: transition.withdrawal }),
    told: tell,
    ...(tellOthers !== undefined && tellOthers.length > 0 && { toldOthers: tellOthers }),
  });
  if (isHeldByProblems(next, move.action)) throw new TicketError('ticket_step_refused');
  return next;
}

/** The ticket with the line added; `pendingFrom` marks the first line that still has something to project. */
export function appendStep(ticket: Ticket, step: Step): Ticket {
  const next = withHistory(ticket, [...ticket.history, step]);
  if (next.pendingFrom !== undefined || !hasProjection(step)) return next;
  return { ...next, pendingFrom: step.seq };
}

/** Steps that staff are called or written to for. */
const callsStaff: readonly Step['action'][] = [
  'assign',
  'urge',
  'flag_retaliation',
  'ask_expert',
  'give_opinion',
];

/** Whether the relay has something to do for the line: a notice, a limit, a split's tickets, a merge's other half, a call. */
export function hasProjection(step: Step): boolean {
  return (
    step.told.kind === 'told' ||
    step.clock !== undefined ||
    step.action === 'undo' ||
    step.toldOthers !== undefined ||
    step.parts !== undefined ||
    step.values?.['mergedInto'] !== undefined ||
    step.values?.['urgency'] !== undefined ||
    step.values?.['assigneeId'] !== undefined ||
    callsStaff.includes(step.action)
  );
}

function refuseMissing(move: Move, required: readonly string[]): void {
  const given: Readonly<Record<string, string | undefined>> = {
    ...move.values,
    reason: move.reason,
  };
  const missing = required.filter((name) => (given[name] ?? '').trim() === '');
  if (missing.length > 0) throw new TicketError('ticket_requirement_missing', { missing });
}
