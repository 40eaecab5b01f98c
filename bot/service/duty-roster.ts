import {
  listOnDuty,
  listWeekIds,
  type Account,
  type AccountStore,
  type DutyStore,
  type Role,
} from '../../people/index.ts';

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
