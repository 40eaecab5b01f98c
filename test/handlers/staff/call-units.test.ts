import { describe, expect, test } from '@jest/globals';
import { createOfficeHours, type NewStaffCall } from '../../../bot/index.ts';
import { createCallUnits, isUnitCallOver } from '../../../handlers/index.ts';
import type { Account } from '../../../people/index.ts';
import { isWorkingDay, toDayStart, toShanghaiDay, type Ticket } from '../../../tickets/index.ts';
import { buildDayTable } from '../../support/build-day-table.ts';
import { buildDeadlines } from '../../support/build-deadlines.ts';
import { buildServedDocument, buildServing } from '../../support/build-hearing.ts';
import { buildTicket } from '../../support/build-ticket.ts';

const calendar = buildDayTable();
const hours = createOfficeHours({
  isWorkingDay: (at) => isWorkingDay(toShanghaiDay(at), calendar),
  toDayStart: (at) => toDayStart(toShanghaiDay(at)),
});
const at = (local: string) => new Date(`${local}+08:00`);
const printed = '清司监通〔2026〕12号';

function officer(id: string, more: Partial<Account> = {}): Account {
  return {
    id,
    version: 1,
    username: id,
    name: `同事${id}`,
    roles: ['agency_officer'],
    passwordHash: '',
    mustChangePassword: false,
    unitId: 'u-1',
    ...more,
  };
}

const accounts = [
  officer('zhou'),
  officer('wu'),
  officer('gone', { disabledAt: at('2026-01-02T09:00:00') }),
  officer('elsewhere', { unitId: 'u-2' }),
  officer('of-bureau', { roles: ['handler'] }),
];

const ticket = buildTicket({ assigneeId: 'wang' });
const servedAt = at('2026-03-02T10:00:00');
const paper = buildServedDocument({
  ticketId: ticket.id,
  ticketNumber: ticket.number,
  number: { organ: 'bureau', kind: 'notice', year: 2026, seq: 12, text: printed },
  servings: [
    buildServing('u-1', { servedAt }),
    buildServing('u-2', { servedAt, answeredAt: servedAt }),
  ],
});

/** A paper of the ticket whose limit for one unit ends on Friday 6 March, and the cards that it makes. */
function open(fields: Partial<Ticket> = {}, document = paper) {
  const calls = new Map<string, NewStaffCall>();
  const { callForServing, callForLimit } = createCallUnits({
    calls: {
      async insert(rows) {
        for (const row of rows) if (!calls.has(row.id)) calls.set(row.id, row);
      },
    },
    findDocument: async (id) => (id === document.id ? document : undefined),
    listDocuments: async (id) => (id === document.ticketId ? [document] : []),
    findTicket: async (id) => (id === ticket.id ? { ...ticket, ...fields } : undefined),
    listAccounts: async () => accounts,
    hours,
  });
  const watch = buildDeadlines({ now: servedAt, calendar, writeTo: callForLimit });
  const keep = (id: string) =>
    watch.keepDeadline({
      id,
      ticketId: document.ticketId ?? document.id,
      number: ticket.number,
      limit: 'response',
      startedAt: servedAt,
      dueAt: at('2026-03-06T23:59:59'),
      isProvisional: false,
      state: 'running',
      profile: 1,
      sourceVersion: 1,
    });
  async function runAt(local: string) {
    watch.clock.now = at(local);
    await watch.runDue();
    return [...calls.values()];
  }
  const serve = (local: string, unitId = 'u-1') =>
    callForServing(document, { ...buildServing(unitId), servedAt: at(local) }, unitId);
  return { calls, keep, runAt, serve };
}

describe('officers of a unit', () => {
  test('get a card of a paper that was served, once, when the office opens', async () => {
    const { calls, serve } = open();
    await serve('2026-03-06T20:00:00');
    await serve('2026-03-06T20:00:00');
    expect([...calls.values()].map(({ accountId, dueAt }) => ({ accountId, dueAt }))).toEqual([
      { accountId: 'zhou', dueAt: at('2026-03-09T09:00:00') },
      { accountId: 'wu', dueAt: at('2026-03-09T09:00:00') },
    ]);
  });

  test('of an urgent matter get it at once', async () => {
    const { calls, serve } = open({ urgent: { reason: 'life', since: servedAt } });
    await serve('2026-03-06T20:00:00');
    expect([...calls.values()].map(({ dueAt }) => dueAt.getTime())).toEqual([
      at('2026-03-06T20:00:00').getTime(),
      at('2026-03-06T20:00:00').getTime(),
    ]);
  });

  test('get a card before their limit ends and another once it passed, in office hours', async () => {
    const { keep, runAt } = open();
    await keep(`${paper.id}-u-1`);
    expect(await runAt('2026-03-03T08:59:59')).toEqual([]);
    const before = await runAt('2026-03-05T09:00:00');
    expect(new Set(before.map(({ purpose }) => purpose))).toEqual(new Set(['unit_limit']));
    expect(new Set(before.map(({ accountId }) => accountId))).toEqual(new Set(['zhou', 'wu']));
    const after = (await runAt('2026-03-07T00:00:01')).slice(before.length);
    expect(after.map(({ accountId, dueAt }) => ({ accountId, dueAt }))).toEqual([
      { accountId: 'zhou', dueAt: at('2026-03-09T09:00:00') },
      { accountId: 'wu', dueAt: at('2026-03-09T09:00:00') },
    ]);
  });

  test('get the paper’s number and nothing of the ticket behind it', async () => {
    const { keep, runAt, serve } = open();
    await keep(`${paper.id}-u-1`);
    await serve('2026-03-02T10:00:00');
    const made = await runAt('2026-03-07T00:00:01');
    expect(made.length).toBeGreaterThan(2);
    expect(new Set(made.map(({ number }) => number))).toEqual(new Set([printed]));
    const text = JSON.stringify(made);
    for (const secret of [ticket.id, ticket.number, ticket.personId ?? '无', '某某局']) {
      expect(text).not.toContain(secret);
    }
  });

  test('are called of a paper that belongs to no ticket, too', async () => {
    const { ticketId: _, ticketNumber: _number, ...alone } = paper;
    const { keep, runAt } = open({}, alone);
    await keep(`${alone.id}-u-1`);
    expect((await runAt('2026-03-05T09:00:00')).length).toBeGreaterThan(0);
  });

  test('hear nothing of a limit that is the bureau’s own', async () => {
    const { keep, runAt } = open();
    await keep(`${ticket.id}-1`);
    expect(await runAt('2026-03-07T00:00:01')).toEqual([]);
  });
});

test('a card has nothing left to say once the unit answered, has the paper no more, or it was replaced', () => {
  const limit = { purpose: 'unit_limit' } as const;
  const served = { purpose: 'served' } as const;
  expect(isUnitCallOver(limit, paper, 'u-1')).toBe(false);
  expect(isUnitCallOver(limit, paper, 'u-2')).toBe(true);
  expect(isUnitCallOver(served, paper, 'u-2')).toBe(false);
  expect(isUnitCallOver(served, paper, 'u-3')).toBe(true);
  expect(isUnitCallOver(served, paper, undefined)).toBe(true);
  expect(isUnitCallOver(served, { ...paper, replacedBy: 'd-2' }, 'u-1')).toBe(true);
});
