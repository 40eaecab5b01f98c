import { defineRoute, type Route } from '../../platform/http/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { OverviewSchema } from './overview.schema.ts';

const dayCount = 30;
const countLimit = 200;

/** The numbers of the start page. */
export function createOverviewRoutes(ports: AdminPorts): readonly Route[] {
  const { watch, inbox, outbox, reach, now } = ports;
  const access = createTicketAccess(ports);
  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/overview',
      summary: 'What waits, what is late, what got stuck, and the last 30 days',
      audience: 'staff',
      policy: canReadTickets,
      response: OverviewSchema,
      async handle({ caller }) {
        const { accountId } = expectStaff(caller);
        const [figures, parked, undelivered, urges] = await Promise.all([
          watch.readFigures(now(), dayCount, access.boundsOf(caller)),
          inbox.listParked(countLimit).then((rows) => access.keepMet(caller, rows)),
          outbox.listUndelivered(countLimit).then((rows) => access.keepMet(caller, rows)),
          reach.tasks.countOpenOf('answer_urge', accountId),
        ]);
        return { ...figures, parked: parked.length, undelivered: undelivered.length, urges };
      },
      present: ({
        receivedToday,
        waiting,
        urgent,
        open,
        overdue,
        parked,
        undelivered,
        urges,
        days,
      }) => ({
        receivedToday,
        waiting,
        urgent,
        open,
        overdue,
        parked,
        undelivered,
        urges,
        days: days.map(({ day, received, ended }) => ({ day, received, ended })),
      }),
    }),
  ];
}
