import type { Alarm, StaffCall } from '../../bot/index.ts';
import type { Account, DutyFault, DutyWeek } from '../../people/index.ts';
import type { AlarmView, CallLog, WeekView } from './duty.schema.ts';

/** A week with the accounts that stand in it, and what of an import was not understood. */
export type WeekFile = {
  readonly week: DutyWeek;
  readonly accounts: readonly Account[];
  readonly faults: readonly DutyFault[];
};

/** Telephones stay sealed: only that there is one is told. */
export function presentWeek({ week, accounts, faults }: WeekFile): WeekView {
  return {
    week: week.id,
    version: week.version,
    shifts: week.shifts.map(({ accountId, from, to, order, phone }) => {
      const account = accounts.find(({ id }) => id === accountId);
      return {
        accountId,
        name: account?.name ?? '',
        from: from.toISOString(),
        to: to.toISOString(),
        order,
        hasPhone: phone !== undefined,
        isLinked: account?.wecomUserId !== undefined,
      };
    }),
    faults: [...faults],
  };
}

/** An alarm in the console: its number, who was called, and nothing of the matter. */
export function presentAlarm({
  id,
  number,
  cause,
  state,
  createdAt,
  takenBy,
  calls,
}: Alarm): AlarmView {
  return {
    id,
    number,
    cause,
    state,
    since: createdAt.toISOString(),
    ...(takenBy !== undefined && { takenBy: takenBy.name }),
    calls: calls.map(({ name, at, isPassed = false }) => ({
      name,
      at: at.toISOString(),
      isPassed,
    })),
  };
}

export function presentCall(
  { accountId, purpose, createdAt, settledAt, state, failure }: StaffCall,
  names: ReadonlyMap<string, string>,
): CallLog['calls'][number] {
  return {
    name: names.get(accountId) ?? '',
    purpose,
    at: (settledAt ?? createdAt).toISOString(),
    state,
    ...(failure !== undefined && { failure }),
  };
}
