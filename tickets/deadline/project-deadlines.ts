import { listStandingSteps } from '../course.ts';
import type { Due, Step, Ticket } from '../ticket.ts';
import type { ProjectedDeadline } from './deadline.ts';

/** The ticket's deadlines, one for each limit that ever began, with where each stands. */
export function projectDeadlines(ticket: Ticket): readonly ProjectedDeadline[] {
  const rows: ProjectedDeadline[] = [];
  const change = (fields: Partial<ProjectedDeadline>, of: ProjectedDeadline | undefined): void => {
    const at = of === undefined ? -1 : rows.indexOf(of);
    if (of !== undefined && at >= 0) rows[at] = { ...of, ...fields };
  };
  for (const step of listStandingSteps(ticket.history)) {
    const { clock, at } = step;
    if (clock === undefined) continue;
    const running = rows.findLast(({ state }) => state === 'running');
    const resting = rows.findLast(({ state }) => state === 'paused');
    if (clock.kind === 'started') {
      for (const row of [running, resting]) change({ state: 'ended', endedAt: at }, row);
      rows.push(toRow(ticket, step, clock.due));
    } else if (clock.kind === 'moved') {
      change(toEnd(clock.due), resting ?? running);
    } else if (clock.kind === 'recounted') {
      const [due, held] = [clock.due && toEnd(clock.due), clock.held && toEnd(clock.held)];
      change({ ...due }, running);
      change({ ...held }, resting);
    } else if (clock.kind === 'paused') {
      change({ state: 'paused' }, running);
      rows.push(toRow(ticket, step, clock.until));
    } else if (clock.kind === 'resumed') {
      change({ state: 'ended', endedAt: at }, running);
      change({ state: 'running', ...(clock.due && toEnd(clock.due)) }, resting);
    } else {
      for (const row of [running, resting]) change({ state: 'ended', endedAt: at }, row);
    }
  }
  return rows;
}

function toRow(ticket: Ticket, { seq, at }: Step, due: Due): ProjectedDeadline {
  return {
    id: `${ticket.id}-${seq}`,
    ticketId: ticket.id,
    number: ticket.number,
    limit: due.limit,
    startedAt: at,
    ...toEnd(due),
    state: 'running',
    profile: ticket.procedure.version,
    sourceVersion: ticket.version,
  };
}

function toEnd({ at, isProvisional }: Due): Pick<ProjectedDeadline, 'dueAt' | 'isProvisional'> {
  return { dueAt: at, isProvisional };
}
