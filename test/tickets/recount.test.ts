import { describe, expect, test } from '@jest/globals';
import type { DayTable, Ticket, TicketAction } from '../../tickets/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import { projectDeadlines } from '../../tickets/deadline/project-deadlines.ts';
import { buildDayTable } from '../support/build-day-table.ts';
import { clerk, deskRoles } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

const dayMs = 86_400_000;
const system = { kind: 'system' } as const;

/** A desk whose calendar is known until the first Friday, and may be replaced. */
function buildDesk() {
  let table = buildDayTable({}, '2026-03-06');
  const calendar: DayTable = {
    get publishedUntil() {
      return table.publishedUntil;
    },
    isWorkingDay: (day) => table.isWorkingDay(day),
  };
  const desk = buildTickets({ calendar });
  const act = (ticket: Ticket, action: TicketAction, reason = '等法院判决') =>
    desk.stepTicket({ numberOrId: ticket.id, action, by: clerk, roles: deskRoles, reason });
  const recount = (ticket: Ticket) =>
    desk.recountDates({ numberOrId: ticket.id, by: system, key: 'calendar-1' });
  /** The calendar of the year comes out: the days named are holidays. */
  const publish = (...holidays: readonly string[]) => {
    table = buildDayTable(Object.fromEntries(holidays.map((day) => [day, false])));
  };
  return { ...desk, act, recount, publish };
}

const dayOf = ({ dueAt }: Ticket) => dueAt && toShanghaiDay(dueAt);

describe('a provisional date', () => {
  test('moves with the calendar that comes out, and the reporter is told of the new day once', async () => {
    const desk = buildDesk();
    const { ticket } = await desk.openTicket(buildOpenRequest());
    expect([dayOf(ticket), ticket.isDueProvisional]).toEqual(['2026-03-09', true]);
    desk.publish('2026-03-09', '2026-03-10');
    const moved = await desk.recount(ticket);
    expect([dayOf(moved), moved.isDueProvisional]).toEqual(['2026-03-11', undefined]);
    expect(moved.history.at(-1)?.told).toMatchObject({
      kind: 'told',
      noticeKey: 'notice.matter.due_moved',
      values: { due: '2026-03-11' },
    });
    expect(await desk.recount(moved)).toBe(await desk.store.find(ticket.id));
    expect(moved.history).toHaveLength(2);
  });

  test('that keeps its day becomes firm without a word', async () => {
    const desk = buildDesk();
    const { ticket } = await desk.openTicket(buildOpenRequest());
    desk.publish();
    const firm = await desk.recount(ticket);
    expect([dayOf(firm), firm.isDueProvisional]).toEqual(['2026-03-09', undefined]);
    expect(firm.history.at(-1)?.told).toEqual({ kind: 'not_told', because: 'internal_step' });
  });

  test('stays as it is while its days are still not published', async () => {
    const desk = buildDesk();
    const { ticket } = await desk.openTicket(buildOpenRequest());
    expect((await desk.recount(ticket)).version).toBe(ticket.version);
  });

  test('of a paused matter moves beneath the pause, with the cap', async () => {
    const desk = buildDesk();
    const { ticket } = await desk.openTicket(buildOpenRequest());
    const paused = await desk.act(ticket, 'pause');
    expect(paused.paused?.held).toMatchObject({ isProvisional: true });
    desk.publish('2026-03-09', '2026-04-01');
    const moved = await desk.recount(paused);
    expect(moved.paused?.held && toShanghaiDay(moved.paused.held.at)).toBe('2026-03-10');
    expect([dayOf(moved), moved.limit]).toEqual(['2026-04-02', 'pause']);
    const rows = projectDeadlines(moved).map(({ state, dueAt }) => [state, toShanghaiDay(dueAt)]);
    expect(rows).toEqual([
      ['paused', '2026-03-10'],
      ['running', '2026-04-02'],
    ]);
    desk.wait(2 * dayMs);
    const resumed = await desk.act(moved, 'resume');
    expect(dayOf(resumed)).toBe('2026-03-12');
  });

  test('is told to those whose matter was joined, under their own number', async () => {
    const desk = buildDesk();
    const { ticket: leading } = await desk.openTicket(buildOpenRequest());
    const { ticket: other } = await desk.openTicket(buildOpenRequest({ personId: 'person-2' }));
    await desk.mergeTickets({
      numberOrId: other.id,
      into: leading.number,
      by: clerk,
      roles: deskRoles,
    });
    desk.publish('2026-03-09');
    const moved = await desk.recount(leading);
    expect(moved.history.at(-1)?.toldOthers).toEqual([
      expect.objectContaining({
        personId: 'person-2',
        values: expect.objectContaining({ number: other.number, due: '2026-03-10' }),
      }),
    ]);
  });

  test('is no business of staff', async () => {
    const desk = buildDesk();
    const { ticket } = await desk.openTicket(buildOpenRequest());
    desk.publish('2026-03-09');
    await expect(desk.act(ticket, 'recount')).rejects.toMatchObject({
      code: 'ticket_not_permitted',
    });
  });
});

describe('a pause', () => {
  test('that outlasts its cap stopped the clock for no longer than that', async () => {
    const desk = buildTickets();
    const { ticket } = await desk.openTicket(buildOpenRequest());
    const step = (action: TicketAction) =>
      desk.stepTicket({ numberOrId: ticket.id, action, by: clerk, roles: deskRoles, reason: '等' });
    const accepted = await step('accept');
    expect(dayOf(accepted)).toBe('2026-04-01');
    expect(dayOf(await step('pause'))).toBe('2026-04-01');
    desk.wait(50 * dayMs);
    expect(dayOf(await step('resume'))).toBe('2026-05-01');
  });
});
