/** One officer's turn of duty. `order` says who is called first; the telephone is stored sealed. */
export type DutyShift = {
  readonly accountId: string;
  readonly from: Date;
  /** The first moment that no longer belongs to it. */
  readonly to: Date;
  readonly order: number;
  readonly phone?: string;
};

/** The roster of the week that begins on the Monday `id` (YYYY-MM-DD, Shanghai). Version 0 is not stored yet. */
export type DutyWeek = {
  readonly id: string;
  readonly version: number;
  readonly shifts: readonly DutyShift[];
};

export type DutyStore = {
  readonly find: (id: string) => Promise<DutyWeek | undefined>;
  /** Compare-and-set on version, which the store counts on; false on a conflict. */
  readonly save: (week: DutyWeek) => Promise<boolean>;
};

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** Asia/Shanghai knows no summer time. */
const shanghaiOffsetMs = 8 * 3_600_000;
/** 1970-01-05 was a Monday. */
const firstMondayMs = 4 * dayMs;

/** The week that a moment lies in. */
export function toWeekId(at: Date): string {
  const local = at.getTime() + shanghaiOffsetMs;
  const monday = Math.floor((local - firstMondayMs) / weekMs) * weekMs + firstMondayMs;
  return new Date(monday).toISOString().slice(0, 10);
}

/** The weeks whose shifts may cover a moment: a shift that began on Sunday ends on Monday. */
export function listWeekIds(at: Date): readonly [string, string] {
  return [toWeekId(new Date(at.getTime() - weekMs)), toWeekId(at)];
}

/** Who is on duty at a moment, in the order to be called; nobody twice. */
export function listOnDuty(weeks: readonly DutyWeek[], at: Date): readonly DutyShift[] {
  const running = weeks
    .flatMap(({ shifts }) => shifts)
    .filter(({ from, to }) => from <= at && at < to)
    .toSorted((a, b) => a.order - b.order || a.from.getTime() - b.from.getTime());
  return running.filter(
    ({ accountId }, index) => running.findIndex((other) => other.accountId === accountId) === index,
  );
}
