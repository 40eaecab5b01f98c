import { isKeptOut } from '../../admin/index.ts';
import {
  listOnDuty,
  listWeekIds,
  type Account,
  type AccountStore,
  type DutyStore,
  type Role,
  type Units,
} from '../../people/index.ts';
import type { TicketStore } from '../../tickets/index.ts';
import type { Alarm, Officer } from '../duty/index.ts';

/** Who is called when nobody stands in the roster. */
const standIns: readonly Role[] = ['duty_officer', 'section_head'];

/** Who is on duty at a time, in the order in which they are called. */
export function openRoster({
  accounts,
  roster,
}: {
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly roster: Pick<DutyStore, 'find'>;
}) {
  async function readShifts(at: Date) {
    const weeks = await Promise.all(listWeekIds(at).map((id) => roster.find(id)));
    return listOnDuty(
      weeks.flatMap((week) => week ?? []),
      at,
    );
  }

  async function listOfficers(at: Date) {
    const enabled = (await accounts.list()).filter(({ disabledAt }) => disabledAt === undefined);
    const named = (await readShifts(at)).flatMap(
      ({ accountId }) => enabled.find(({ id }) => id === accountId) ?? [],
    );
    const officers = named.length > 0 ? named : enabled.filter(isStandIn);
    return officers.map(({ id, name }) => ({ accountId: id, name }));
  }

  return { readShifts, listOfficers };
}

function isStandIn({ roles }: Account): boolean {
  return roles.some((role) => standIns.includes(role));
}

/** Leaves out officers who keep out of the alarm's matter: they are not called in it. */
export function createListFit({
  accounts,
  units,
  findTicket,
  listOfficers,
}: {
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly units: Pick<Units, 'all'>;
  readonly findTicket: TicketStore['find'];
  readonly listOfficers: (at: Date) => Promise<readonly Officer[]>;
}) {
  return async function listFit(
    at: Date,
    { ticketId }: Pick<Alarm, 'ticketId'>,
  ): Promise<readonly Officer[]> {
    const [officers, all, ticket] = await Promise.all([
      listOfficers(at),
      accounts.list(),
      findTicket(ticketId),
    ]);
    if (ticket === undefined) return officers;
    const keptOut = all.filter((account) => isKeptOut(account, ticket, units.all()));
    return officers.filter(({ accountId }) => !keptOut.some(({ id }) => id === accountId));
  };
}
