import type { OfficeHours } from './choose-way.ts';

/** What office hours need of the calendar; days are those of Shanghai. */
export type WorkDays = {
  readonly isWorkingDay: (at: Date) => boolean;
  /** The first instant of that moment's day. */
  readonly toDayStart: (at: Date) => Date;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const opensAtMs = 9 * hourMs;
const closesAtMs = 17.5 * hourMs;

/** 9:00 to 17:30 on working days. */
export function createOfficeHours({ isWorkingDay, toDayStart }: WorkDays): OfficeHours {
  const toOpening = (at: Date) => new Date(toDayStart(at).getTime() + opensAtMs);
  const toClosing = (at: Date) => new Date(toDayStart(at).getTime() + closesAtMs);

  return {
    isOpen: (at) => isWorkingDay(at) && at >= toOpening(at) && at < toClosing(at),
    nextOpening(at) {
      if (isWorkingDay(at) && at < toClosing(at)) return at > toOpening(at) ? at : toOpening(at);
      let next = toOpening(new Date(at.getTime() + dayMs));
      while (!isWorkingDay(next)) next = new Date(next.getTime() + dayMs);
      return next;
    },
  };
}
