import { isEnded, listStandingSteps } from '../course.ts';
import { toShanghaiDay } from '../shanghai-day.ts';
import type { Ticket, TicketStatus } from '../ticket.ts';
import type { ImportSource } from '../vocabulary.ts';

/** Which tickets go into a list of statuses: those of a source, filed or changed within the days. */
export type StatusPeriod = {
  readonly source?: ImportSource;
  readonly from: Date;
  readonly to: Date;
  readonly by: 'filed' | 'changed';
};

/** The tickets of a period, one after the other; never all at once. */
export type StatusExport = (period: StatusPeriod) => AsyncIterable<Ticket>;

/** What another system learns of a matter that it handed over: no story and nobody's name. */
export type StatusLine = {
  readonly number: string;
  readonly externalNumber?: string;
  readonly status: TicketStatus;
  readonly filedOn: string;
  readonly receivedOn?: string;
  readonly acceptedOn?: string;
  readonly endedOn?: string;
  readonly dueOn?: string;
  /** The words of the step that ended it, as the reporter is told them. */
  readonly result: string;
};

/** The line of a ticket. */
export function toStatusLine(ticket: Ticket): StatusLine {
  const { number, status, origin, createdAt, dueAt, history } = ticket;
  const steps = listStandingSteps(history);
  const accepted = steps.find(({ action }) => action === 'accept');
  const outcome = isEnded(status)
    ? steps.findLast(({ to, from }) => to === status && from !== to)
    : undefined;
  return {
    number,
    status,
    filedOn: toShanghaiDay(createdAt),
    result: outcome?.values?.['text'] ?? outcome?.reason ?? '',
    ...(origin?.externalNumber !== undefined && { externalNumber: origin.externalNumber }),
    ...(origin?.receivedOn !== undefined && { receivedOn: origin.receivedOn }),
    ...(accepted && { acceptedOn: toShanghaiDay(accepted.at) }),
    ...(outcome && { endedOn: toShanghaiDay(outcome.at) }),
    ...(dueAt !== undefined && { dueOn: toShanghaiDay(dueAt) }),
  };
}
