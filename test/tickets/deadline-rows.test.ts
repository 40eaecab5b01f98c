import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Ticket, TicketAction } from '../../tickets/index.ts';
import { buildDeadlines } from '../support/build-deadlines.ts';
import { clerk, colleague, deskRoles, filedAt } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

let desk: ReturnType<typeof buildTickets>;
let watch: ReturnType<typeof buildDeadlines>;
let ticket: Ticket;

async function act(action: TicketAction, by: typeof clerk | typeof colleague = clerk) {
  const asked = { by, roles: deskRoles, numberOrId: ticket.id, action, reason: '写明的理由' };
  ticket = await desk.stepTicket(asked);
  await watch.keepDeadlines(ticket);
}

/** Both clocks go on to the day and hour in Shanghai. */
function goTo(local: string): void {
  const at = new Date(`${local}:00+08:00`);
  desk.wait(at.getTime() - watch.clock.now.getTime());
  watch.clock.now = at;
}

async function runUntil(local: string): Promise<readonly string[]> {
  const before = watch.told.length;
  goTo(local);
  await watch.runDue();
  return watch.told.slice(before).map(({ id, to }) => `${/(?:warn|miss)\d/.exec(id)?.[0]} ${to}`);
}

beforeEach(async () => {
  desk = buildTickets();
  watch = buildDeadlines({ now: filedAt });
  ({ ticket } = await desk.openTicket(buildOpenRequest()));
  await watch.keepDeadlines(ticket);
});

const listRows = () => [...watch.rows.values()].map(({ limit, state }) => `${limit} ${state}`);

describe('deadlines', () => {
  test('follow the ticket: each limit a row, one running at a time', async () => {
    expect(listRows()).toEqual(['acceptance running']);
    await act('accept');
    expect(listRows()).toEqual(['acceptance ended', 'decision running']);
    await act('pause');
    expect(listRows()).toEqual(['acceptance ended', 'decision paused', 'pause running']);
    goTo('2026-03-05T10:00');
    await act('resume');
    expect(listRows()).toEqual(['acceptance ended', 'decision running', 'pause ended']);
    const decision = [...watch.rows.values()][1];
    expect(decision?.dueAt).toEqual(ticket.dueAt);
    await act('withdraw');
    expect(listRows().filter((row) => row.includes('running'))).toEqual([]);
  });

  test('of a step that was undone are gone, and the one before runs again', async () => {
    await act('accept');
    await act('undo');
    expect(listRows()).toEqual(['acceptance running', 'decision ended']);
  });

  test('are written once, however often they are projected', async () => {
    await act('accept');
    const before = [...watch.rows.values()];
    await watch.keepDeadlines(ticket);
    expect([...watch.rows.values()]).toEqual(before);
  });
});

describe('the scheduler', () => {
  test('warns in the morning three working days and one before the end, then urges and climbs', async () => {
    // Filed on Monday 2 March; acceptance ends on Monday 9 March.
    expect(await runUntil('2026-03-04T08:59')).toEqual([]);
    expect(await runUntil('2026-03-04T09:00')).toEqual(['warn1 owner']);
    expect(await runUntil('2026-03-06T09:00')).toEqual(['warn2 owner']);
    expect(await runUntil('2026-03-09T23:59')).toEqual([]);
    expect(await runUntil('2026-03-10T00:00')).toEqual(['miss1 owner']);
    expect(await runUntil('2026-03-11T09:00')).toEqual(['miss2 section_head']);
    expect(await runUntil('2026-03-16T09:00')).toEqual(['miss3 approver']);
    expect(await runUntil('2026-12-31T09:00')).toEqual([]);
  });

  test('acts once on each point, whoever else is at it', async () => {
    goTo('2026-03-10T12:00');
    await Promise.all([watch.runDue(), watch.runDue(), watch.runDue()]);
    expect(watch.told.map(({ level }) => level)).toEqual([0, 0, 1]);
  });

  test('that slept tells all that was missed, in order, once', async () => {
    expect(await runUntil('2026-03-20T12:00')).toEqual([
      'warn1 owner',
      'warn2 owner',
      'miss1 owner',
      'miss2 section_head',
      'miss3 approver',
    ]);
    expect(await runUntil('2026-03-20T12:01')).toEqual([]);
  });

  test('is silent about a matter that rests, and warns anew before a later end', async () => {
    await act('accept');
    goTo('2026-03-27T10:00');
    await watch.runDue();
    expect(watch.told.at(-1)).toMatchObject({ limit: 'decision', level: 0 });
    await act('ask_extension');
    await act('grant_extension', colleague);
    expect(ticket.dueAt).toEqual(new Date('2026-04-21T15:59:59.999Z'));
    expect(await runUntil('2026-04-15T12:00')).toEqual([]);
    expect(await runUntil('2026-04-16T09:00')).toEqual(['warn1 owner']);
  });

  test('climbs no further before the day that somebody promised', async () => {
    await runUntil('2026-03-10T00:00');
    const [urging] = await watch.alerts.listUnanswered(10);
    const answer = {
      accountId: clerk.accountId,
      words: '周五前办好',
      until: new Date('2026-03-13T15:59:59Z'),
    };
    expect(await watch.answerAlert(urging?.id ?? '', answer)).toBe(true);
    expect(await watch.answerAlert(urging?.id ?? '', answer)).toBe(false);
    expect(await runUntil('2026-03-13T12:00')).toEqual([]);
    expect(await runUntil('2026-03-14T12:00')).toEqual(['miss2 section_head']);
    expect(await watch.alerts.listUnanswered(10)).toMatchObject([{ level: 2 }]);
  });

  test('waits for no answer once the limit has ended, and names what would have come next', async () => {
    await runUntil('2026-03-10T00:00');
    const [row] = await watch.ports.deadlines.listForTicket(ticket.id);
    expect(row && watch.findNext(row)).toMatchObject({ level: 2, to: 'section_head' });
    const [urging] = await watch.alerts.listUnanswered(10);
    await act('accept');
    expect(await watch.alerts.listUnanswered(10)).toEqual([]);
    const answer = { accountId: clerk.accountId, words: '已经受理' };
    expect(await watch.answerAlert(urging?.id ?? '', answer)).toBe(false);
    const [ended] = await watch.ports.deadlines.listForTicket(ticket.id);
    expect(ended).toMatchObject({ state: 'ended', endedAt: ticket.updatedAt });
  });
});
