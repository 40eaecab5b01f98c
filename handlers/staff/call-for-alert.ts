import type { OfficeHours, StaffCallStore } from '../../bot/index.ts';
import { findDeputy, type Account } from '../../people/index.ts';
import { isEnded, isUrgent, type Alert, type Ticket } from '../../tickets/index.ts';

type Ports = {
  readonly calls: Pick<StaffCallStore, 'insert'>;
  readonly findTicket: (id: string) => Promise<Ticket | undefined>;
  readonly listAccounts: () => Promise<readonly Account[]>;
  /** Whether an account works on matters such as this one and sees it. */
  readonly canHave: (account: Account, ticket: Ticket) => boolean;
  readonly hours: Pick<OfficeHours, 'nextOpening'>;
};

/** Of the account, so that each urging writes to each person once. */
const toCallId = (alertId: string, accountId: string): string => `${alertId}-${accountId}`;

/** The urging that a card is about. */
export function readAlertId(call: { readonly id: string; readonly accountId: string }): string {
  return call.id.slice(0, -toCallId('', call.accountId).length);
}

/**
 * 督办: a card for everybody on whom a missed limit is urged, in office hours unless the matter is urgent. By key, so
 * that it may be repeated.
 */
export function createCallForAlert({ calls, findTicket, listAccounts, canHave, hours }: Ports) {
  return async function callForAlert(alert: Alert): Promise<void> {
    if (alert.kind !== 'missed') return;
    const ticket = await findTicket(alert.ticketId);
    if (ticket === undefined || isEnded(ticket.status)) return;
    const { firedAt, number } = alert;
    const dueAt = isUrgent(ticket) ? firedAt : hours.nextOpening(firedAt);
    const urged = listUrged(alert, ticket, await listAccounts(), dueAt);
    await calls.insert(
      urged
        .filter((account) => account.id === ticket.assigneeId || canHave(account, ticket))
        .map(({ id: accountId }) => ({
          id: toCallId(alert.id, accountId),
          accountId,
          purpose: 'missed' as const,
          ticketId: ticket.id,
          number,
          dueAt,
          createdAt: firedAt,
        })),
    );
  };
}

/** Who has the matter, and who stands in for them; the heads of section while nobody has it; else all of the role. */
function listUrged(
  { to }: Alert,
  { assigneeId }: Ticket,
  accounts: readonly Account[],
  at: Date,
): readonly Account[] {
  const enabled = accounts.filter(({ disabledAt }) => disabledAt === undefined);
  const owner = enabled.find(({ id }) => id === assigneeId);
  if (to === 'owner' && owner !== undefined) {
    const deputy = findDeputy(enabled, owner.id, at);
    return deputy === undefined ? [owner] : [owner, deputy];
  }
  const role = to === 'owner' ? 'section_head' : to;
  return enabled.filter(({ roles }) => roles.some((held) => held === role));
}
