import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { findProcedure, toDayEnd, toFlow, type Alert, type Ticket } from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff, type Staff } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { canMoveTickets, canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { createReadFrames } from './campaign-frames.ts';
import {
  isWaiting,
  presentCase,
  presentFlow,
  presentLimit,
  presentWarning,
  type AlertCase,
  type WarningCase,
} from './alerts.present.ts';
import {
  AlertAnswerSchema,
  AlertCaseSchema,
  AlertListSchema,
  DeadlineIdSchema,
  TimelineSchema,
} from './alerts.schema.ts';
import { TicketNumberSchema } from './ticket.schema.ts';

const mostListed = 300;
const mostAnswered = 50;

/** 督办: missed limits by level, what is answered to them, and the limits of one ticket with their lights. */
export function createAlertRoutes(ports: AdminPorts): readonly Route[] {
  const { deadlines, audit, now } = ports;
  const access = createTicketAccess(ports);
  const readFrames = createReadFrames(ports);

  async function openCase(
    id: string,
    ticket: Ticket,
    names: AlertCase['names'],
    caller: Staff,
  ): Promise<AlertCase | undefined> {
    const deadline = await deadlines.find(id);
    if (deadline === undefined) return undefined;
    const all = await deadlines.listAlerts(ticket.id);
    const urgings = all
      .filter(({ deadlineId, kind }) => deadlineId === id && kind === 'missed')
      .filter(({ dueAt }) => dueAt.getTime() === deadline.dueAt.getTime())
      .toSorted((a, b) => a.level - b.level);
    return { ticket, deadline, urgings, next: deadlines.findNext(deadline), names, caller };
  }

  /** One case for each limit, in the order of the alerts, of tickets that the caller sees. */
  async function openCases(alerts: readonly Alert[], caller: Staff): Promise<readonly AlertCase[]> {
    const names = await listNames(ports.accounts);
    const tickets = await access.findMany(
      caller,
      alerts.map(({ ticketId }) => ticketId),
    );
    const ids = new Map(alerts.map(({ deadlineId, ticketId }) => [deadlineId, ticketId]));
    const cases = [...ids].map(async ([id, ticketId]) => {
      const ticket = tickets.get(ticketId);
      return ticket && openCase(id, ticket, names, caller);
    });
    return (await Promise.all(cases)).flatMap((one) => one ?? []);
  }

  async function listWarnings(caller: Staff): Promise<readonly WarningCase[]> {
    const names = await listNames(ports.accounts);
    const alerts = await deadlines.listWarnings(now(), mostListed);
    const tickets = await access.findMany(
      caller,
      alerts.map(({ ticketId }) => ticketId),
    );
    const found = [...new Set(alerts.map(({ deadlineId }) => deadlineId))].map(deadlines.find);
    return (await Promise.all(found)).flatMap((deadline) => {
      if (deadline?.state !== 'running' || deadline.dueAt < now()) return [];
      const ticket = tickets.get(deadline.ticketId);
      const light = deadlines.lightOf(deadline, now());
      return ticket === undefined ? [] : [{ ticket, deadline, light, names, caller }];
    });
  }

  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/alerts',
      summary: 'Missed limits by level, those answered lately, and limits that end soon',
      audience: 'staff',
      policy: canReadTickets,
      response: AlertListSchema,
      async handle({ caller }) {
        const staff = expectStaff(caller);
        const [open, answered, warnings] = await Promise.all([
          deadlines.listUnanswered(mostListed).then((found) => openCases(found, staff)),
          deadlines.listAnswered(mostAnswered).then((found) => openCases(found, staff)),
          listWarnings(staff),
        ]);
        return { open, answered, warnings };
      },
      present: ({ open, answered, warnings }) => ({
        open: open.map(presentCase),
        answered: answered.map(presentCase).filter(({ isOpen }) => !isOpen),
        warnings: warnings.map(presentWarning),
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/admin/alerts/:id/answers',
      summary:
        'Say what is being done about a missed limit, and by when: it climbs no further before',
      audience: 'staff',
      policy: canMoveTickets,
      params: DeadlineIdSchema,
      body: AlertAnswerSchema,
      response: AlertCaseSchema,
      async handle({ params: { id }, body, caller }) {
        const staff = expectStaff(caller);
        const deadline = await deadlines.find(id);
        const ticket = deadline && (await access.find(staff, deadline.ticketId));
        if (ticket === undefined) throw new HttpError('not_found');
        const until = body.until === undefined ? undefined : toDayEnd(body.until);
        const answer = {
          accountId: staff.accountId,
          words: body.words,
          ...(until !== undefined && until > now() && { until }),
        };
        const names = await listNames(ports.accounts);
        const shown = await openCase(id, ticket, names, staff);
        const waiting = shown?.urgings.filter(isWaiting) ?? [];
        const { accountId } = staff;
        await audit.record({ at: now(), accountId, action: 'alert.answer', object: id });
        // Who answers the highest has answered those below it.
        const taken = await Promise.all(
          waiting.map((alert) => deadlines.answerAlert(alert.id, answer)),
        );
        if (!taken.includes(true)) throw new HttpError('version_conflict');
        const answered = await openCase(id, ticket, names, staff);
        if (answered === undefined) throw new HttpError('not_found');
        return answered;
      },
      present: presentCase,
    }),
    defineRoute({
      method: 'get',
      path: '/api/admin/tickets/:number/deadlines',
      summary: 'The limits of a ticket in order, each with its light, and what is urged',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      response: TimelineSchema,
      async handle({ params, caller }) {
        const staff = expectStaff(caller);
        const ticket = await access.load(staff, params.number);
        const rows = await deadlines.listForTicket(ticket.id);
        const names = await listNames(ports.accounts);
        const cases = await Promise.all(rows.map(({ id }) => openCase(id, ticket, names, staff)));
        const flow = toFlow(ticket, findProcedure(ports.ticketing.procedures, ticket));
        const frames = await readFrames(ticket, staff);
        return { rows, flow, frames, cases: cases.flatMap((one) => one ?? []) };
      },
      present: ({ rows, flow, frames, cases }) => ({
        flow: presentFlow(flow),
        frames,
        limits: rows.map((row) => presentLimit(row, deadlines.lightOf(row, row.endedAt ?? now()))),
        open: cases.map(presentCase).filter(({ isOpen }) => isOpen),
      }),
    }),
  ];
}
