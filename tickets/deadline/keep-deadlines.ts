import type { DayTable } from '../deadlines.ts';
import type { Ticket } from '../ticket.ts';
import type { Alert, AlertStore, Deadline, DeadlineStore, ProjectedDeadline } from './deadline.ts';
import { listOpenPoints, type Point } from './list-points.ts';
import { projectDeadlines } from './project-deadlines.ts';
import type { DeadlineRules } from './rules.ts';

type Ports = {
  readonly deadlines: DeadlineStore;
  readonly alerts: AlertStore;
  readonly calendar: DayTable;
  /** The rules of a version of the profile. */
  readonly rulesOf: (profile: number) => DeadlineRules;
  readonly now: () => Date;
  /** Somebody is to look: called once for each alert, by the process that made it. */
  readonly onAlert: (alert: Alert) => Promise<void>;
  /** Writes to whom it is urged on. By key: called again after a crash, before the row moves on. */
  readonly writeTo: (alert: Alert) => Promise<void>;
};

const maxTries = 10;
const batchSize = 200;
/** Rows know nothing of each other. */
const atOnce = 20;

export type Deadlines = ReturnType<typeof createDeadlines>;

/** Deadlines as rows: projected from their ticket by key, acted on once for each point, whatever restarts. */
export function createDeadlines(ports: Ports) {
  const { deadlines, alerts, now } = ports;

  function toNextAt(deadline: Deadline): Deadline {
    const { nextAt: _, ...rest } = deadline;
    const [next] = listOpenPoints(deadline, ports.rulesOf(deadline.profile), ports.calendar);
    return next === undefined ? rest : { ...rest, nextAt: next.at };
  }

  /**
   * Writes the row, keeping what the scheduler noted on it; an older projection changes nothing. `known` is the row as
   * just listed; after a lost race it is read again.
   */
  async function keep(projected: ProjectedDeadline, known?: Deadline): Promise<void> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const stored =
        tries === 0 && known !== undefined ? known : await deadlines.find(projected.id);
      if (stored === undefined) {
        if (await deadlines.insert(toNextAt({ ...projected, version: 1, fired: [] }))) return;
        continue;
      }
      if (stored.sourceVersion >= projected.sourceVersion) return;
      // An undone end has run on.
      const { endedAt: _, ...rest } = stored;
      if (await deadlines.save(toNextAt({ ...rest, ...projected }))) return;
    }
    throw new Error('a deadline was changed by others too often');
  }

  /** Makes the alert under its key first: after a crash in between the row is found again, the alert is not made again. */
  async function fire(deadline: Deadline): Promise<void> {
    const rules = ports.rulesOf(deadline.profile);
    const at = now();
    const due = listOpenPoints(deadline, rules, ports.calendar).filter((point) => point.at <= at);
    for (const point of due) {
      const alert = toAlert(deadline, point, at);
      if (await alerts.insert(alert)) await ports.onAlert(alert);
      await ports.writeTo(alert);
    }
    const fired = [...deadline.fired, ...due.map(({ key }) => key)];
    // Lost to another process: it did the same, or the row moved and comes up again.
    await deadlines.save(toNextAt({ ...deadline, fired }));
  }

  /** Urgings of ends that are no more, because the limit ended or moved, wait for no answer. */
  async function settle(ticketId: string): Promise<void> {
    const rows = new Map((await deadlines.listForTicket(ticketId)).map((row) => [row.id, row]));
    for (const alert of await alerts.listForTicket(ticketId)) {
      if (alert.kind === 'warning' || alert.answer !== undefined) continue;
      const row = rows.get(alert.deadlineId);
      const isOver = row?.state !== 'running' || row.dueAt.getTime() !== alert.dueAt.getTime();
      if (isOver && alert.settledAt === undefined)
        await alerts.save({ ...alert, settledAt: now() });
    }
  }

  /** The ticket's deadlines as its history has them now. Safe to repeat. */
  async function keepDeadlines(ticket: Ticket): Promise<void> {
    const projected = projectDeadlines(ticket);
    const stored = await deadlines.listForTicket(ticket.id);
    for (const one of projected) {
      await keep(
        one,
        stored.find(({ id }) => id === one.id),
      );
    }
    const gone = stored.filter(
      ({ id, state }) =>
        isOwn(ticket, id) && state !== 'ended' && !projected.some((one) => one.id === id),
    );
    // Their step was undone.
    for (const one of gone) {
      await keep({ ...one, state: 'ended', sourceVersion: ticket.version }, one);
    }
    if (stored.some(wasUrged)) await settle(ticket.id);
  }

  async function keepDeadline(deadline: ProjectedDeadline): Promise<void> {
    await keep(deadline);
    const stored = await deadlines.find(deadline.id);
    if (stored !== undefined && wasUrged(stored)) await settle(deadline.ticketId);
  }

  function findNext(deadline: Deadline): Point | undefined {
    const points = listOpenPoints(deadline, ports.rulesOf(deadline.profile), ports.calendar);
    return points.find(({ kind }) => kind === 'missed');
  }

  async function answerAlert(
    id: string,
    answer: Omit<NonNullable<Alert['answer']>, 'at'>,
  ): Promise<boolean> {
    const alert = await alerts.find(id);
    if (alert === undefined || alert.answer !== undefined || alert.settledAt) return false;
    if (!(await alerts.save({ ...alert, answer: { ...answer, at: now() } }))) return false;
    if (answer.until !== undefined) await promise(alert.deadlineId, answer.until);
    return true;
  }

  async function promise(deadlineId: string, until: Date): Promise<void> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const deadline = await deadlines.find(deadlineId);
      if (deadline === undefined) return;
      if (await deadlines.save(toNextAt({ ...deadline, promisedUntil: until }))) return;
    }
  }

  return {
    keepDeadlines,
    /** A limit that an official document sets one unit. Safe to repeat. */
    keepDeadline,
    /** The next urging of a running limit, and on whom. */
    findNext,
    /** Acts on all that is due; how many rows it was. */
    async runDue(): Promise<number> {
      const due = await deadlines.listDue(now(), batchSize);
      for (let from = 0; from < due.length; from += atOnce) {
        await Promise.all(due.slice(from, from + atOnce).map(fire));
      }
      return due.length;
    },
    /** The urged one says what is being done, and by when: until then it climbs no further. False when answered already. */
    answerAlert,
  };
}

function wasUrged({ fired }: Deadline): boolean {
  return fired.some((point) => point.startsWith('miss'));
}

/** Begun by a step of the ticket, not by a document. */
function isOwn(ticket: Ticket, id: string): boolean {
  return id.startsWith(`${ticket.id}-`) && /^\d+$/.test(id.slice(ticket.id.length + 1));
}

function toAlert(deadline: Deadline, { key, kind, level, to, at }: Point, firedAt: Date): Alert {
  const { id, ticketId, number, limit, dueAt } = deadline;
  return {
    id: `${id}-${key}`,
    version: 1,
    deadlineId: id,
    ticketId,
    number,
    limit,
    kind,
    level,
    to,
    dueAt,
    plannedAt: at,
    firedAt,
  };
}
