import { isEnded } from '../course.ts';
import type { DayTable, Limits } from '../deadlines.ts';
import { listPoints } from '../deadline/list-points.ts';
import { toLight, type Light } from '../deadline/light.ts';
import { projectDeadlines } from '../deadline/project-deadlines.ts';
import type { ProjectedDeadline } from '../deadline/deadline.ts';
import type { Procedure } from '../procedure.ts';
import { recountTicket } from '../recount.ts';
import type { LimitName, Ticket, TicketStatus } from '../ticket.ts';
import type { Profile } from './profile.ts';

/** The part of a profile that a date or a light depends on. */
export type TimeRules = Pick<Profile, 'limits' | 'deadlines'>;

/** When the running limit of an open ticket ends, and its light now. */
export type Standing = {
  readonly dueAt?: Date;
  readonly limit?: LimitName;
  readonly light?: Light;
};

/** An open ticket that would stand otherwise under the other rules. */
export type ChangedTicket = {
  readonly ticketId: string;
  readonly number: string;
  readonly status: TicketStatus;
  readonly before: Standing;
  readonly after: Standing;
};

/** How limits that began in a stretch of time went. */
export type LimitFigures = {
  /** Ended in time, or still running before their end. */
  readonly inTime: number;
  /** Ended after their date, or still running past it. */
  readonly late: number;
  readonly warnings: number;
  readonly urgings: number;
};

/** What other rules would do to the open tickets, and would have done to the limits that began since a day. */
export type DryRun = {
  readonly openCount: number;
  /** The first that were found, as many as were asked for. */
  readonly changed: readonly ChangedTicket[];
  readonly changedCount: number;
  /** How many of the changed get another light, and how many of these turn red. */
  readonly otherLightCount: number;
  readonly turnedRedCount: number;
  readonly limitCount: number;
  readonly before: LimitFigures;
  readonly after: LimitFigures;
  /** The same figures for each limit that would go otherwise. */
  readonly byLimit: Readonly<
    Partial<Record<LimitName, { readonly before: LimitFigures; readonly after: LimitFigures }>>
  >;
};

type Ports = {
  /** Tickets that are open, and those changed since `since`. */
  readonly scan: (since: Date) => AsyncIterable<Ticket>;
  readonly procedureOf: (ticket: Ticket) => Procedure;
  readonly rulesOf: (ticket: Ticket) => TimeRules;
  readonly calendar: DayTable;
  readonly now: () => Date;
};

type Asked = {
  readonly since: Date;
  readonly mostListed: number;
  /** Which tickets are looked at; all when absent. */
  readonly counts?: (ticket: Ticket) => boolean;
};

/** Tries rules before they are published. Publishing changes no open ticket: it ends under the rules that it began under. */
export function createDryRun(ports: Ports) {
  return async function dryRun(
    rules: TimeRules,
    { since, mostListed, counts = () => true }: Asked,
  ): Promise<DryRun> {
    const tally = createTally(mostListed);
    const at = ports.now();
    for await (const ticket of ports.scan(since)) {
      if (!counts(ticket)) continue;
      const { extensions } = ports.procedureOf(ticket);
      const recount = (limits: Limits) =>
        recountTicket(ticket, {
          limits,
          calendar: ports.calendar,
          ...(extensions && { extensions }),
        });
      const after = recount(rules.limits);
      const [oldRules, newRules] = [ports.rulesOf(ticket).deadlines, rules.deadlines];
      if (!isEnded(ticket.status)) {
        tally.addOpen(ticket, {
          before: toStanding(ticket, toLight(ticket, oldRules, ports.calendar, at)),
          after: toStanding(after, toLight(after, newRules, ports.calendar, at)),
        });
      }
      const counted = projectDeadlines(after);
      for (const row of projectDeadlines(ticket)) {
        const other = counted.find(({ id }) => id === row.id);
        if (row.startedAt < since || other === undefined) continue;
        tally.addLimit(row.limit, {
          before: countOne(row, listPoints(row, oldRules, ports.calendar), at),
          after: countOne(other, listPoints(other, newRules, ports.calendar), at),
        });
      }
    }
    return tally.toResult();
  };
}

function toStanding({ dueAt, limit }: Ticket, light: Light | undefined): Standing {
  return { ...(dueAt && { dueAt }), ...(limit && { limit }), ...(light && { light }) };
}

function countOne(
  { dueAt, startedAt, endedAt, state }: ProjectedDeadline,
  points: ReturnType<typeof listPoints>,
  now: Date,
): LimitFigures {
  const until = endedAt ?? (state === 'paused' ? startedAt : now);
  const passed = points.filter(({ at }) => at <= until);
  const isLate = until > dueAt;
  return {
    inTime: isLate ? 0 : 1,
    late: isLate ? 1 : 0,
    warnings: passed.filter(({ kind }) => kind === 'warning').length,
    urgings: passed.filter(({ kind }) => kind === 'missed').length,
  };
}

const none: LimitFigures = { inTime: 0, late: 0, warnings: 0, urgings: 0 };
type Change<Value> = { readonly before: Value; readonly after: Value };

function createTally(mostListed: number) {
  const changed: ChangedTicket[] = [];
  const byLimit = new Map<LimitName, Change<LimitFigures>>();
  let [openCount, changedCount, otherLightCount, turnedRedCount, limitCount] = [0, 0, 0, 0, 0];
  return {
    addOpen({ id: ticketId, number, status }: Ticket, { before, after }: Change<Standing>): void {
      openCount += 1;
      const isOtherDate = before.dueAt?.getTime() !== after.dueAt?.getTime();
      const isOtherLight = before.light !== after.light;
      if (!isOtherDate && !isOtherLight) return;
      changedCount += 1;
      if (isOtherLight) otherLightCount += 1;
      if (isOtherLight && after.light === 'red') turnedRedCount += 1;
      if (changed.length < mostListed) changed.push({ ticketId, number, status, before, after });
    },
    addLimit(limit: LimitName, { before, after }: Change<LimitFigures>): void {
      limitCount += 1;
      const so = byLimit.get(limit) ?? { before: none, after: none };
      byLimit.set(limit, { before: add(so.before, before), after: add(so.after, after) });
    },
    toResult(): DryRun {
      const all = [...byLimit.values()];
      const differing = [...byLimit].filter(([, one]) => !isEqual(one.before, one.after));
      return {
        openCount,
        changed,
        changedCount,
        otherLightCount,
        turnedRedCount,
        limitCount,
        before: all.map(({ before }) => before).reduce(add, none),
        after: all.map(({ after }) => after).reduce(add, none),
        byLimit: Object.fromEntries(differing),
      };
    },
  };
}

function add(a: LimitFigures, b: LimitFigures): LimitFigures {
  return {
    inTime: a.inTime + b.inTime,
    late: a.late + b.late,
    warnings: a.warnings + b.warnings,
    urgings: a.urgings + b.urgings,
  };
}

function isEqual(a: LimitFigures, b: LimitFigures): boolean {
  return (
    a.inTime === b.inTime &&
    a.late === b.late &&
    a.warnings === b.warnings &&
    a.urgings === b.urgings
  );
}
