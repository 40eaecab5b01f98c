import type { createAlarms, OfficeHours, StaffCallStore } from '../../bot/index.ts';
import { isUrgent, listStandingSteps, type Step, type Ticket } from '../../tickets/index.ts';

type Ports = {
  readonly alarms: Pick<ReturnType<typeof createAlarms>, 'open'>;
  readonly calls: Pick<StaffCallStore, 'insert'>;
  readonly hours: OfficeHours;
  /** A card to a new owner waits for the undo window. */
  readonly undoMs: number;
  readonly now: () => Date;
};

/** Steps that may give a ticket to somebody. */
const givesOwner: readonly Step['action'][] = ['assign', 'open', 'accept'];

/** Reasons that make fear of retaliation a threat: nobody waits for office hours then. */
const threats: ReadonlySet<string | undefined> = new Set(['violence', 'life']);

/** Calls or writes to staff for the steps that are still to be projected. By key, so that it may be repeated. */
export function createCallForSteps({ alarms, calls, hours, undoMs, now }: Ports) {
  async function callFor(ticket: Ticket, step: Step): Promise<void> {
    const { id: ticketId, number, urgent } = ticket;
    const { action, at, seq, values } = step;
    if (values?.['urgency'] !== undefined && urgent !== undefined && isUrgent(ticket)) {
      const id = `alarm-${ticketId}-${urgent.since.getTime()}`;
      await alarms.open({ id, ticketId, number, cause: 'urgent', dueAt: now() });
    }
    if (action === 'flag_retaliation') {
      const dueAt = isThreat(ticket) ? now() : hours.nextOpening(now());
      const id = `alarm-${ticketId}-r${seq}`;
      await alarms.open({ id, ticketId, number, cause: 'retaliation', dueAt });
    }
    const owner = givesOwner.includes(action) ? values?.['assigneeId'] : undefined;
    if (owner === undefined || isOwn(step, owner)) return;
    const dueAt = new Date(at.getTime() + undoMs);
    const call = { accountId: owner, purpose: 'assigned', ticketId, number } as const;
    await calls.insert([{ ...call, id: `call-${ticketId}-${seq}`, dueAt, createdAt: at }]);
  }

  return async function callForSteps(ticket: Ticket): Promise<void> {
    const from = ticket.pendingFrom ?? Infinity;
    for (const step of listStandingSteps(ticket.history)) {
      if (step.seq >= from) await callFor(ticket, step);
    }
  };
}

function isThreat(ticket: Ticket): boolean {
  return isUrgent(ticket) && threats.has(ticket.urgent?.reason);
}

function isOwn({ by }: Step, accountId: string): boolean {
  return by.kind === 'staff' && by.accountId === accountId;
}
