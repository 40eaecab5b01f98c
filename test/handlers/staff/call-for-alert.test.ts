import { describe, expect, test } from '@jest/globals';
import { createOfficeHours, type NewStaffCall } from '../../../bot/index.ts';
import { createCallForAlert, readAlertId } from '../../../handlers/index.ts';
import type { Account, Role } from '../../../people/index.ts';
import { isWorkingDay, toDayStart, toShanghaiDay, type Ticket } from '../../../tickets/index.ts';
import { buildDayTable } from '../../support/build-day-table.ts';
import { buildDeadlines } from '../../support/build-deadlines.ts';
import { buildTicket } from '../../support/build-ticket.ts';

const calendar = buildDayTable();
const hours = createOfficeHours({
  isWorkingDay: (at) => isWorkingDay(toShanghaiDay(at), calendar),
  toDayStart: (at) => toDayStart(toShanghaiDay(at)),
});
const at = (local: string) => new Date(`${local}+08:00`);

function account(id: string, role: Role, more: Partial<Account> = {}): Account {
  return {
    id,
    version: 1,
    username: id,
    name: `同事${id}`,
    roles: [role],
    passwordHash: '',
    mustChangePassword: false,
    ...more,
  };
}

const people = [
  account('wang', 'handler'),
  account('li', 'handler'),
  account('head', 'section_head'),
  account('other-head', 'section_head'),
  account('gone-head', 'section_head', { disabledAt: at('2026-01-02T09:00:00') }),
  account('chief', 'approver'),
  account('unit', 'agency_officer', { unitId: 'u-1' }),
];

/** A matter whose limit ends on Friday 6 March, and the cards that its urgings make. */
function open(fields: Partial<Ticket> = {}, accounts: readonly Account[] = people) {
  const ticket = buildTicket({ assigneeId: 'wang', ...fields });
  const calls = new Map<string, NewStaffCall>();
  let crashes = 0;
  const callForAlert = createCallForAlert({
    calls: {
      async insert(rows) {
        for (const row of rows) if (!calls.has(row.id)) calls.set(row.id, row);
      },
    },
    findTicket: async (id) => (id === ticket.id ? ticket : undefined),
    listAccounts: async () => accounts,
    canHave: ({ id, roles }) => id !== 'other-head' && !roles.includes('agency_officer'),
    hours,
  });
  const watch = buildDeadlines({
    now: at('2026-03-02T10:00:00'),
    calendar,
    async writeTo(alert) {
      await callForAlert(alert);
      crashes -= 1;
      if (crashes >= 0) throw new Error('the process died');
    },
  });
  async function runAt(local: string): Promise<readonly string[]> {
    watch.clock.now = at(local);
    await watch.runDue().catch(() => undefined);
    return [...calls.values()].map(({ accountId }) => accountId);
  }
  async function start(): Promise<void> {
    await watch.keepDeadline({
      id: `${ticket.id}-1`,
      ticketId: ticket.id,
      number: ticket.number,
      limit: 'decision',
      startedAt: at('2026-03-02T10:00:00'),
      dueAt: at('2026-03-06T23:59:59'),
      isProvisional: false,
      state: 'running',
      profile: 1,
      sourceVersion: 1,
    });
  }
  const crash = (times: number) => {
    crashes = times;
  };
  return { ticket, calls, watch, start, runAt, crash };
}

describe('a missed limit', () => {
  test('is a card to whoever has the matter, in office hours, and nothing before', async () => {
    const { calls, start, runAt, ticket } = open();
    await start();
    expect(await runAt('2026-03-05T09:00:00')).toEqual([]);
    expect(await runAt('2026-03-07T00:00:01')).toEqual(['wang']);
    const [card] = calls.values();
    expect(card).toMatchObject({ purpose: 'missed', number: ticket.number });
    // Saturday: the card leaves when the office opens.
    expect(card?.dueAt).toEqual(at('2026-03-09T09:00:00'));
  });

  test('of an urgent matter is a card at once', async () => {
    const { calls, start, runAt } = open({
      urgent: { reason: 'life', since: at('2026-03-02T10:00:00') },
    });
    await start();
    await runAt('2026-03-07T00:00:01');
    expect([...calls.values()].map(({ dueAt }) => dueAt)).toEqual([at('2026-03-07T00:00:01')]);
  });

  test('climbs to the heads who may have it, then to who approves', async () => {
    const { start, runAt } = open();
    await start();
    await runAt('2026-03-07T00:00:01');
    expect(await runAt('2026-03-10T09:00:00')).toEqual(['wang', 'head']);
    expect(await runAt('2026-03-13T09:00:00')).toEqual(['wang', 'head', 'chief']);
  });

  test('that nobody has is the heads’', async () => {
    const { assigneeId: _, ...nobodys } = buildTicket();
    const { start, runAt } = open({ ...nobodys, assigneeId: 'nobody-known' });
    await start();
    expect(await runAt('2026-03-07T00:00:01')).toEqual(['head']);
  });

  test('also reaches who stands in for an owner on leave', async () => {
    const from = at('2026-03-02T00:00:00');
    const until = at('2026-03-20T00:00:00');
    const away = people.map((one) =>
      one.id === 'wang' ? { ...one, leaves: [{ from, until, deputyId: 'li' }] } : one,
    );
    const { start, runAt } = open({}, away);
    await start();
    expect(await runAt('2026-03-07T00:00:01')).toEqual(['wang', 'li']);
  });

  test('of a matter that ended is no card', async () => {
    const { start, runAt } = open({ status: 'closed' });
    await start();
    expect(await runAt('2026-03-07T00:00:01')).toEqual([]);
  });

  test('is one card, however often the process dies before it noted that', async () => {
    const { calls, start, runAt, crash, watch } = open();
    await start();
    crash(3);
    for (let tries = 0; tries < 5; tries += 1) await runAt('2026-03-07T00:00:01');
    expect(calls.size).toBe(1);
    const missed = watch.told.filter(({ kind }) => kind === 'missed');
    expect([...calls.values()].map(readAlertId)).toEqual(missed.map(({ id }) => id));
  });
});
