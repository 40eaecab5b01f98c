import { isEnded, listStandingSteps } from './course.ts';
import { TicketError } from './errors.ts';
import { isExtendable } from './extend-due.ts';
import { isProblemEnded } from './problem/problem.ts';
import type { Procedure, Transition } from './procedure.ts';
import { toShanghaiDay } from './shanghai-day.ts';
import { ticketActions } from './ticket.ts';
import type { Step, Ticket, TicketAction, TicketStatus } from './ticket.ts';

/** A transition with its target worked out for one ticket. */
export type Resolved = Omit<Transition, 'to'> & {
  readonly to: TicketStatus;
  readonly withdrawal?: NonNullable<Step['withdrawal']>;
};

/** What the ticket's state allows, whoever asks. `undo` is not among them: see canUndo. */
export function listOpenActions(ticket: Ticket, procedure: Procedure): readonly TicketAction[] {
  return ticketActions.filter(
    (action) =>
      findOpenTransition(ticket, action, procedure) !== undefined &&
      !isHeldByProblems(ticket, action),
  );
}

/** A matter in which something is still wrong neither closes nor was unfounded. */
export function isHeldByProblems({ problems }: Ticket, action: TicketAction): boolean {
  const isOutcome = action === 'close' || action === 'find_unfounded';
  return isOutcome && !problems.every(isProblemEnded);
}

/** The move that the ticket's procedure has for the action. Throws TicketError ticket_step_refused with what is allowed. */
export function resolveTransition(
  ticket: Ticket,
  action: TicketAction,
  at: Date,
  procedure: Procedure,
): Resolved {
  const transition = findOpenTransition(ticket, action, procedure);
  if (transition === undefined) {
    throw new TicketError('ticket_step_refused', { allowed: listOpenActions(ticket, procedure) });
  }
  if (action === 'withdraw') return resolveWithdrawal(ticket, transition, at);
  return { ...transition, to: toTarget(ticket, transition) };
}

/** Whether a unit knows of the matter: the ticket has reached supervision. */
export function isUnitServed(ticket: Ticket): boolean {
  return listStandingSteps(ticket.history).some(({ to }) => to === 'supervision');
}

function findOpenTransition(
  ticket: Ticket,
  action: TicketAction,
  procedure: Procedure,
): Transition | undefined {
  const found = procedure.transitions[ticket.status]?.[action];
  if (found === undefined || isHeldBySeal(ticket, action)) return undefined;
  const transition = fitToPause(ticket, action, found);
  if (!isAsRequired(ticket, transition)) return undefined;
  if (isIdleExtension(ticket, action, procedure)) return undefined;
  if (action === 'withdraw' && ticket.reporterLeftAt !== undefined) return undefined;
  return isHeldByPause(ticket, action, transition) ? undefined : transition;
}

function isAsRequired(ticket: Ticket, { only }: Transition): boolean {
  if (only === 'when_unit_served') return isUnitServed(ticket);
  if (only === 'when_urgent') return ticket.urgent !== undefined;
  if (only === 'when_asked') return ticket.contact !== undefined;
  if (only === 'when_provisional') return hasProvisionalDue(ticket);
  if (only === 'when_in_conference') return ticket.conference !== undefined;
  if (only === 'when_expert_asked') return isOpinionOpen(ticket);
  if (only === 'when_in_campaign') return ticket.campaignIds !== undefined;
  return only !== 'when_assigned' || ticket.assigneeId !== undefined;
}

function isOpinionOpen({ expertAsks = [] }: Ticket): boolean {
  return expertAsks.some(({ opinion }) => opinion === undefined);
}

/** Whether a date that runs or waits lies past the calendar that was known when it was counted. */
export function hasProvisionalDue({ isDueProvisional, paused }: Ticket): boolean {
  return isDueProvisional === true || paused?.held?.isProvisional === true;
}

/** More time is asked for once, while the running limit allows it, and decided on once. */
function isIdleExtension(ticket: Ticket, action: TicketAction, { extensions }: Procedure): boolean {
  const isAsked = ticket.extensionAsked !== undefined;
  if (action === 'ask_extension') return isAsked || !isExtendable(ticket, extensions);
  if (action === 'grant_extension') return !isAsked || !isExtendable(ticket, extensions);
  return action === 'refuse_extension' && !isAsked;
}

/** What a sealed matter still hears: its reporter's words and the escrow's own steps. */
const heardThroughSeal: readonly TicketAction[] = [
  'choose_contact',
  'supplement',
  'urge',
  'withdraw',
  'raise_urgent',
  'flag_retaliation',
  'unseal',
  'open_escrow',
];
const openings: readonly TicketAction[] = ['unseal', 'open_escrow'];

function isHeldBySeal({ contact }: Ticket, action: TicketAction): boolean {
  if (contact?.sealedAt === undefined) return openings.includes(action);
  return !heardThroughSeal.includes(action);
}

/** A seal stops a running clock and starts it again; one that staff stopped before stays stopped. */
function fitToPause({ paused }: Ticket, action: TicketAction, found: Transition): Transition {
  const isOwnPause = paused?.reason === 'seal';
  const isIdle =
    action === 'seal' ? paused !== undefined : openings.includes(action) && !isOwnPause;
  if (!isIdle) return found;
  const { clock: _, ...still } = found;
  return still;
}

/** A paused matter may rest, resume or end; it never advances. */
function isHeldByPause(ticket: Ticket, action: TicketAction, transition: Transition): boolean {
  if (ticket.paused === undefined) return transition.clock?.kind === 'resume';
  if (action === 'pause' || action === 'mediate') return true;
  if (transition.to === 'same' || transition.to === 'previous') return false;
  return !isEnded(transition.to);
}

/** Where a unit was served it is asked first; where others reported the same, the matter goes on without this reporter. */
function resolveWithdrawal(ticket: Ticket, transition: Transition, at: Date): Resolved {
  const { clock, notice, confirm, ...rest } = transition;
  const needsConfirmation = confirm !== undefined || ticket.coReporters !== undefined;
  if (needsConfirmation && !wasAskedBefore(ticket, at)) {
    return { ...rest, to: ticket.status, withdrawal: 'asked', notice: 'withdrawal_asked' };
  }
  const resolved = {
    ...rest,
    ...(notice !== undefined && { notice }),
    withdrawal: 'done',
  } as const;
  if (ticket.coReporters !== undefined) return { ...resolved, to: ticket.status };
  return { ...resolved, to: toTarget(ticket, transition), ...(clock && { clock }) };
}

function wasAskedBefore(ticket: Ticket, at: Date): boolean {
  const asked = ticket.withdrawalAskedAt;
  return asked !== undefined && toShanghaiDay(asked) < toShanghaiDay(at);
}

function toTarget(ticket: Ticket, { to }: Transition): TicketStatus {
  if (to === 'same') return ticket.status;
  if (to !== 'previous') return to;
  const entry = listStandingSteps(ticket.history).findLast(
    (step) => step.to === ticket.status && step.from !== ticket.status,
  );
  if (entry?.from === undefined) throw new Error('no earlier state to go back to');
  return entry.from;
}
