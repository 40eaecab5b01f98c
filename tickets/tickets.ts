import { createAcceptTicket } from './accept-ticket.ts';
import { createChangeOpenness } from './change-openness.ts';
import { consentActions, createConsentActs } from './consent/acts.ts';
import { TicketError } from './errors.ts';
import { createFlagRetaliation } from './flag-retaliation.ts';
import { createInheritTicket } from './inherit-ticket.ts';
import { createNameMember } from './name-member.ts';
import { createMergeTickets } from './merge-tickets.ts';
import { createOpenTicket } from './open-ticket.ts';
import type { TicketPorts } from './ports.ts';
import { createRaiseUrgent } from './raise-urgent.ts';
import { createStepProblem } from './problem/index.ts';
import { createRateTicket } from './rate-ticket.ts';
import { createRecountDates } from './recount-dates.ts';
import { createJointActs, jointActions } from './joint/acts.ts';
import { createSettleTicket } from './settle-ticket.ts';
import { createSortTicket } from './sort-ticket.ts';
import { createSplitTicket } from './split-ticket.ts';
import { createStepTicket } from './step-ticket.ts';
import type { SpecialSteps } from './step-ticket.ts';
import type { TicketAction } from './vocabulary.ts';
import { createSupplementTicket } from './supplement-ticket.ts';
import { createUndoStep } from './undo-step.ts';
import { createUrgeTicket } from './urge-ticket.ts';
import { createVerifyTicket } from './verify-ticket.ts';
import { createWithdrawTicket } from './withdraw-ticket.ts';

export type Tickets = ReturnType<typeof createTickets>;

/** Every use-case of the room over one set of ports. `stepTicket` takes any action and hands special ones on. */
export function createTickets(ports: TicketPorts) {
  const openTicket = createOpenTicket(ports);
  const settleTicket = createSettleTicket(ports, openTicket);
  const mergeTickets = createMergeTickets(ports, settleTicket);
  const splitTicket = createSplitTicket(ports, settleTicket);
  const undoStep = createUndoStep(ports);
  const supplementTicket = createSupplementTicket(ports);
  const urgeTicket = createUrgeTicket(ports);
  const withdrawTicket = createWithdrawTicket(ports);
  const rateTicket = createRateTicket(ports);
  const recountDates = createRecountDates(ports);
  const changeOpenness = createChangeOpenness(ports);
  const raiseUrgent = createRaiseUrgent(ports);
  const flagRetaliation = createFlagRetaliation(ports);
  const stepTicket = createStepTicket(ports, {
    ...refuseGeneral(['work_on_problem', ...consentActions, ...jointActions]),
    undo: undoStep,
    accept: createAcceptTicket(ports),
    sort: createSortTicket(ports),
    verify: createVerifyTicket(ports),
    recount: recountDates,
    merge: async (request) => mergeTickets({ ...request, into: request.values?.['into'] ?? '' }),
    split: async (request) => splitTicket({ ...request, stories: toStories(request.values) }),
    supplement: async (request) =>
      supplementTicket({
        ...request,
        ...(request.values?.['words'] !== undefined && { words: request.values['words'] }),
      }),
    flag_retaliation: flagRetaliation,
    raise_urgent: async (request) =>
      raiseUrgent({ ...request, urgency: request.values?.['urgency'] ?? '' }),
    urge: async (request) => (await urgeTicket(request)).ticket,
    withdraw: async (request) => (await withdrawTicket(request)).ticket,
    rate: async (request) =>
      rateTicket({
        ...request,
        score: Number(request.values?.['score']),
        ...(request.values?.['comment'] !== undefined && { comment: request.values['comment'] }),
      }),
  });
  return {
    openTicket,
    stepTicket,
    stepProblem: createStepProblem(ports),
    ...createConsentActs(ports),
    ...createJointActs(ports),
    undoStep,
    supplementTicket,
    urgeTicket,
    withdrawTicket,
    rateTicket,
    recountDates,
    changeOpenness,
    raiseUrgent,
    flagRetaliation,
    nameMember: createNameMember(ports),
    inheritTicket: createInheritTicket(ports),
    mergeTickets,
    splitTicket,
    settleTicket,
  };
}

/** What carries more than words and values has a use-case of its own. */
function refuseGeneral(actions: readonly TicketAction[]): SpecialSteps {
  return Object.fromEntries(actions.map((action) => [action, refuse]));
}

async function refuse(): Promise<never> {
  throw new TicketError('ticket_value_invalid');
}

/** The values part1, part2, … in their order. */
function toStories(values: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(values)
    .filter(([name]) => /^part\d+$/.test(name))
    .toSorted(([a], [b]) => Number(a.slice(4)) - Number(b.slice(4)))
    .map(([, story]) => story);
}
