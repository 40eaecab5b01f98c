import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  defaultProfile,
  type Limit,
  type LimitName,
  type Ticket,
  type TicketAction,
  type TimeRules,
} from '../../tickets/index.ts';
import { buildDryRun } from '../support/build-dry-run.ts';
import { clerk, deskRoles, filedAt } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

const dayMs = 86_400_000;
let desk: ReturnType<typeof buildTickets>;
beforeEach(() => {
  desk = buildTickets();
});

const act = (ticket: Ticket, action: TicketAction) =>
  desk.stepTicket({ numberOrId: ticket.id, action, by: clerk, roles: deskRoles, reason: '理由' });
const withLimit = (name: LimitName, limit: Partial<Limit>): TimeRules => ({
  ...defaultProfile,
  limits: { ...defaultProfile.limits, [name]: { ...defaultProfile.limits[name], ...limit } },
});
const tryRules = (rules: TimeRules, since = filedAt) =>
  buildDryRun(desk.ports)(rules, { since, mostListed: 10 });

describe('a dry run of other rules', () => {
  test('of the same rules changes nothing', async () => {
    await desk.openTicket(buildOpenRequest());
    const result = await tryRules(defaultProfile);
    expect(result).toMatchObject({ openCount: 1, changedCount: 0, limitCount: 1, byLimit: {} });
    expect(result.before).toEqual(result.after);
  });

  test('names each open ticket whose date would be another, with both', async () => {
    const { ticket } = await desk.openTicket(buildOpenRequest());
    await desk.openTicket(buildOpenRequest({ kind: 'consultation' }));
    const { changed, openCount } = await tryRules(withLimit('acceptance', { amount: 10 }));
    expect(openCount).toBe(2);
    expect(changed).toEqual([
      {
        ticketId: ticket.id,
        number: ticket.number,
        status: 'received',
        before: { dueAt: ticket.dueAt, limit: 'acceptance', light: 'green' },
        after: { dueAt: new Date('2026-03-16T15:59:59.999Z'), limit: 'acceptance', light: 'green' },
      },
    ]);
  });

  test('tells how many lights change and how many turn red', async () => {
    await desk.openTicket(buildOpenRequest());
    desk.wait(3 * dayMs);
    const shorter = await tryRules(withLimit('acceptance', { amount: 2 }));
    expect(shorter).toMatchObject({ changedCount: 1, otherLightCount: 1, turnedRedCount: 1 });
    const { warnings } = defaultProfile.deadlines;
    const later = { ...defaultProfile, deadlines: { climbs: [], warnings: warnings.slice(1) } };
    expect(await tryRules(later)).toMatchObject({ otherLightCount: 1, turnedRedCount: 0 });
  });

  test('says how the limits of the last days would have gone', async () => {
    const { ticket } = await desk.openTicket(buildOpenRequest());
    desk.wait(6 * dayMs);
    await act(ticket, 'accept');
    const { before, after, byLimit } = await tryRules(withLimit('acceptance', { amount: 3 }));
    expect(before).toEqual({ inTime: 2, late: 0, warnings: 2, urgings: 0 });
    expect(after).toEqual({ inTime: 1, late: 1, warnings: 1, urgings: 1 });
    expect(Object.keys(byLimit)).toEqual(['acceptance']);
  });

  test('leaves out limits that began before, and never counts a rest as late', async () => {
    const { ticket } = await desk.openTicket(buildOpenRequest());
    desk.wait(dayMs);
    await act(ticket, 'pause');
    desk.wait(20 * dayMs);
    expect(await tryRules(defaultProfile)).toMatchObject({ before: { late: 0, inTime: 2 } });
    const since = new Date(filedAt.getTime() + 1);
    expect(await tryRules(defaultProfile, since)).toMatchObject({ limitCount: 1 });
  });
});
