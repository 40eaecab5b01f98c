import { createHiddenFiles } from '../../platform/files/index.ts';
import { fold } from '../../platform/fold/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import {
  createKeepEscrow,
  type ConsentRules,
  type Ticket,
  type TicketPorts,
  type Tickets,
} from '../../tickets/index.ts';
import type { House } from './house.ts';

const leaseMs = 30_000;
const dayMs = 24 * 3600_000;
/** Every so many rounds all that lies sealed is looked at, else only what moved. */
const allEveryRounds = 15;
/** A line that another process wrote may be seen this late. */
const overlapMs = 10_000;

/** What a choice to wait means for everything that is stored, and the reminders of those who have not chosen. */
export function openConsent(
  { database, secrets, profiles, leases, onError }: House,
  ticketing: TicketPorts,
  acts: Pick<Tickets, 'remindContact'>,
) {
  const findRules = (ticket: Pick<Ticket, 'procedure'>): ConsentRules =>
    profiles.findFor(ticket).consent;
  const hiddenFiles = createHiddenFiles(database.connection, secrets);
  const escrow = mongo.createEscrowStore(database, secrets, hiddenFiles);
  const keeper = createKeepEscrow({ ...ticketing, escrow, findRules, toUnitKey: fold });
  let round = 0;

  const onFailure = (error: unknown): void => {
    if (!isConflict(error)) onError(error);
  };

  async function remind(): Promise<void> {
    const days = profiles.all.flatMap(({ consent }) => consent.remindAfterDays);
    if (days.length === 0) return;
    const firstDays = Math.min(...days);
    const before = new Date(ticketing.now().getTime() - firstDays * dayMs);
    for (const id of await escrow.listAsked(before)) {
      const ticket = await ticketing.store.find(id);
      if (ticket === undefined) continue;
      await acts.remindContact({ numberOrId: id, rules: findRules(ticket) }).catch(onFailure);
    }
  }

  /** Seals, joins or opens at once what a reporter has just chosen; what is busy comes with the next sweep. */
  const settle = async (ticketId: string): Promise<void> => {
    await leases.withLease('escrow', leaseMs, () => keeper.settle(ticketId)).catch(onFailure);
  };

  /** Goes on with whatever was begun. One process at a time. */
  const sweep = async (): Promise<void> => {
    const isFull = round % allEveryRounds === 0;
    round += 1;
    const since = new Date(ticketing.now().getTime() - overlapMs);
    await leases.withLease('escrow', leaseMs, () =>
      keeper.settleAll(onFailure, isFull ? undefined : since),
    );
    if (isFull) await leases.withLease('remind-contact', leaseMs, remind);
  };

  return { findRules, settle, sweep };
}

/** Somebody else changed it first: the next round sees what they left. */
function isConflict(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ticket_version_conflict'
  );
}
