import type { Alarm } from '../../bot/index.ts';
import { readDutyRows, toWeekId, type DutyShift, type DutyWeek } from '../../people/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { createTickets } from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff, type Staff, toActor } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { canEditDuty, canMoveTickets, canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentAlarm, presentCall, presentWeek, type WeekFile } from './duty.present.ts';
import {
  AlarmIdSchema,
  AlarmListSchema,
  AlarmResultSchema,
  CallLogSchema,
  WeekChangeSchema,
  WeekIdSchema,
  WeekImportSchema,
  WeekViewSchema,
  type WeekChange,
} from './duty.schema.ts';
import { TicketNumberSchema } from './ticket.schema.ts';

const path = '/api/admin/duty';

/** The duty roster, the alarms that ring now, and who was called about a ticket. */
export function createDutyRoutes(ports: AdminPorts): readonly Route[] {
  const { duty, accounts, audit, ticketing, now } = ports;
  const { stepTicket } = createTickets(ticketing);
  const access = createTicketAccess(ports);

  async function openWeek(id: string): Promise<DutyWeek> {
    if (toWeekId(new Date(`${id}T00:00:00+08:00`)) !== id) throw new HttpError('request_invalid');
    return (await duty.roster.find(id)) ?? { id, version: 0, shifts: [] };
  }

  async function toFile(week: DutyWeek, faults: WeekFile['faults'] = []): Promise<WeekFile> {
    return { week, accounts: await accounts.list(), faults };
  }

  /** Alarms of tickets that the caller sees; whoever was called sees it too, unless the matter is barred. */
  async function listShownAlarms(staff: Staff): Promise<readonly Alarm[]> {
    const open = await duty.listOpen();
    const mine = await access.findMany(
      { ...staff, scope: {} },
      open.map(({ ticketId }) => ticketId),
    );
    return open.filter(({ ticketId, calls }) => {
      const ticket = mine.get(ticketId);
      const isCalled = calls.some(({ accountId }) => accountId === staff.accountId);
      return ticket !== undefined && (isCalled || access.canSee(staff, ticket));
    });
  }

  async function save(week: DutyWeek, staff: Staff): Promise<WeekFile> {
    const { accountId } = staff;
    await audit.record({ at: now(), accountId, action: 'duty.change', object: week.id });
    if (!(await duty.roster.save(week))) throw new HttpError('version_conflict');
    return toFile(await openWeek(week.id));
  }

  return [
    defineRoute({
      method: 'get',
      path: `${path}/weeks/:week`,
      summary: 'Who is on duty in the week of this Monday',
      audience: 'staff',
      policy: canReadTickets,
      params: WeekIdSchema,
      response: WeekViewSchema,
      handle: async ({ params }) => toFile(await openWeek(params.week)),
      present: presentWeek,
    }),
    defineRoute({
      method: 'put',
      path: `${path}/weeks/:week`,
      summary: 'Write the roster of a week',
      audience: 'staff',
      policy: canEditDuty,
      params: WeekIdSchema,
      body: WeekChangeSchema,
      response: WeekViewSchema,
      async handle({ params, body, caller }) {
        const known = await openWeek(params.week);
        const shifts = body.shifts.map((shift) => toShift(shift, known));
        refuseUnfit(shifts, params.week);
        return save({ id: params.week, version: body.version, shifts }, expectStaff(caller));
      },
      present: presentWeek,
    }),
    defineRoute({
      method: 'post',
      path: `${path}/weeks/:week/import`,
      summary:
        'Read the roster of a week from lines of text; kept only when every line is understood',
      audience: 'staff',
      policy: canEditDuty,
      params: WeekIdSchema,
      body: WeekImportSchema,
      response: WeekViewSchema,
      async handle({ params, body, caller }) {
        const enabled = (await accounts.list()).filter(
          ({ disabledAt }) => disabledAt === undefined,
        );
        const { shifts, faults } = readDutyRows(body.text, {
          weekId: params.week,
          findAccount: (wanted) => enabled.find(({ username }) => username === wanted)?.id,
        });
        if (faults.length > 0 || shifts.length === 0) {
          const week = await openWeek(params.week);
          return toFile(week, faults.length > 0 ? faults : [{ line: 1, rule: 'cells' }]);
        }
        await openWeek(params.week);
        return save({ id: params.week, version: body.version, shifts }, expectStaff(caller));
      },
      present: presentWeek,
    }),
    defineRoute({
      method: 'get',
      path: `${path}/alarms`,
      summary: 'Urgent matters that nobody has taken',
      audience: 'staff',
      policy: canReadTickets,
      response: AlarmListSchema,
      handle: async ({ caller }) => listShownAlarms(expectStaff(caller)),
      present: (alarms) => ({ items: alarms.map(presentAlarm) }),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/alarms/:id/take`,
      summary: 'Take an urgent matter in hand; nobody else is called then',
      audience: 'staff',
      policy: canMoveTickets,
      params: AlarmIdSchema,
      response: AlarmResultSchema,
      async handle({ params, caller }) {
        const staff = expectStaff(caller);
        const { accountId, name, roles } = staff;
        const shown = await listShownAlarms(staff);
        const isOpen = (await duty.listOpen()).some(({ id }) => id === params.id);
        if (isOpen && !shown.some(({ id }) => id === params.id)) throw new HttpError('not_found');
        await audit.record({ at: now(), accountId, action: 'duty.take', object: params.id });
        const answer = await duty.take(params.id, { accountId, name });
        if (answer.kind === 'unknown') throw new HttpError('not_found');
        if (answer.kind === 'done') {
          const by = toActor(staff);
          const request = {
            numberOrId: answer.alarm.ticketId,
            by,
            roles,
            action: 'assign',
          } as const;
          // Roles or the ticket's state may forbid it; the call is taken all the same.
          await stepTicket(request).catch(ignoreRefusal);
        }
        return answer.alarm;
      },
      present: presentAlarm,
    }),
    defineRoute({
      method: 'get',
      path: '/api/admin/tickets/:number/calls',
      summary: 'Which officers and colleagues were called about a ticket, and what came of it',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      response: CallLogSchema,
      async handle({ params, caller }) {
        const { id } = await access.load(caller, params.number);
        const [alarms, calls, names] = await Promise.all([
          duty.listForTicket(id),
          duty.listCalls(id),
          listNames(accounts),
        ]);
        return { alarms, calls, names };
      },
      present: ({ alarms, calls, names }) => ({
        alarms: alarms.map(presentAlarm),
        calls: calls.map((call) => presentCall(call, names)),
      }),
    }),
  ];
}

function toShift(shift: WeekChange['shifts'][number], known: DutyWeek): DutyShift {
  const { accountId, from, to, order } = shift;
  const before = known.shifts.find((other) => other.accountId === accountId)?.phone;
  const phone = shift.phone === undefined ? before : shift.phone;
  return {
    accountId,
    from: new Date(from),
    to: new Date(to),
    order,
    ...(phone && { phone }),
  };
}

/** Each shift begins in its week and ends within two days after it began. */
function refuseUnfit(shifts: readonly DutyShift[], week: string): void {
  const longestMs = 48 * 3_600_000;
  const isFit = ({ from, to }: DutyShift): boolean =>
    toWeekId(from) === week && to > from && to.getTime() - from.getTime() <= longestMs;
  if (!shifts.every(isFit)) throw new HttpError('request_invalid');
}

function ignoreRefusal(error: unknown): void {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  if (!String(code).startsWith('ticket_')) throw error;
}
