import { describe, expect, test } from '@jest/globals';
import { findProcedure, presentForReporter } from '../../tickets/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import { defaultProcedures } from '../../tickets/procedures/index.ts';
import { buildFullTicket, clerk, deskRoles, filedAt, reporter } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

function present(ticket: Ticket, afterMs = 0) {
  const now = new Date(filedAt.getTime() + afterMs);
  return presentForReporter(ticket, findProcedure(defaultProcedures, ticket), now);
}

async function openOne() {
  const tickets = buildTickets();
  const { ticket } = await tickets.openTicket(buildOpenRequest());
  return { ...tickets, ticket, asked: { numberOrId: ticket.id, by: clerk, roles: deskRoles } };
}

describe('what the reporter sees', () => {
  test('is number, state, what comes next, the date and what they may do', async () => {
    const { ticket } = await openOne();
    expect(present(ticket)).toEqual({
      number: ticket.number,
      kind: 'complaint',
      kindKey: 'notice.kind.complaint',
      status: 'received',
      statusKey: 'notice.status.received',
      nextKey: 'notice.next.received',
      filedOn: '2026-03-02',
      dueOn: '2026-03-09',
      isDueProvisional: false,
      isPaused: false,
      actions: ['withdraw', 'supplement', 'urge'],
      lines: [{ at: filedAt, kind: 'own', key: 'notice.own.open', values: {} }],
    });
  });

  test('is not yet what staff may still undo', async () => {
    const { stepTicket, asked } = await openOne();
    const refused = await stepTicket({ ...asked, action: 'refuse', reason: '按错了键' });
    expect(present(refused, 29_999)).toMatchObject({ status: 'received', dueOn: '2026-03-09' });
    expect(present(refused, 30_000)).toMatchObject({
      status: 'not_accepted',
      lines: [{ kind: 'own' }, { kind: 'told', key: 'notice.matter.not_accepted' }],
    });
  });

  test('leaves out what was undone and what is internal', async () => {
    const { stepTicket, asked } = await openOne();
    await stepTicket({ ...asked, action: 'refuse', reason: '按错了键' });
    await stepTicket({ ...asked, action: 'undo' });
    const assigned = await stepTicket({ ...asked, action: 'assign' });
    expect(present(assigned, 60_000).lines.map(({ key }) => key)).toEqual(['notice.own.open']);
  });

  test('names the pause', async () => {
    const { stepTicket, asked } = await openOne();
    const paused = await stepTicket({ ...asked, action: 'pause', reason: '等待补充材料' });
    expect(present(paused, 60_000)).toMatchObject({
      isPaused: true,
      nextKey: 'notice.next.paused',
    });
  });

  test('holds nothing of other reporters, staff, files or inner words', () => {
    const ticket = buildFullTicket({ kind: 'complaint' });
    const view = JSON.stringify(present(ticket, 86_400_000));
    const hidden = [
      'person-2',
      'person-1',
      clerk.name,
      clerk.accountId,
      '已经退还',
      '某某局',
      ticket.receiptHash ?? 'no hash',
      ticket.traceId,
      ticket.id,
    ];
    for (const word of hidden) expect(view).not.toContain(word);
    expect(view).toContain(ticket.number);
  });

  test('of a merged ticket goes on with what they were told of the one that leads', async () => {
    const { openTicket, mergeTickets, stepTicket, store, ticket, asked, wait } = await openOne();
    const other = { kind: 'reporter', personId: 'person-2' } as const;
    const second = await openTicket(buildOpenRequest({ personId: other.personId, by: other }));
    const merged = await mergeTickets({
      ...asked,
      numberOrId: second.ticket.id,
      into: ticket.id,
    });
    wait(60_000);
    const text = '只写给第一位的话';
    await stepTicket({ ...asked, action: 'accept', values: { text } });
    const leading = await store.find(ticket.id);
    const now = new Date(filedAt.getTime() + 120_000);
    const procedure = findProcedure(defaultProcedures, merged);
    const { lines } = presentForReporter(merged, procedure, now, leading);
    expect(lines.map(({ key }) => key)).toEqual([
      'notice.own.open',
      'notice.matter.merged',
      'notice.matter.accepted',
    ]);
    expect(JSON.stringify(lines)).not.toContain(text);
    expect(JSON.stringify(lines)).not.toContain(ticket.number);
  });

  test('is where they rate, once there is an outcome', async () => {
    const { stepTicket, rateTicket, ticket, asked } = await openOne();
    for (const action of ['accept', 'analyse', 'find_unfounded'] as const) {
      await stepTicket({ ...asked, action });
    }
    const rated = await rateTicket({ numberOrId: ticket.id, by: reporter, score: 3 });
    expect(present(rated, 60_000)).toMatchObject({
      status: 'unfounded',
      rating: 3,
      actions: ['supplement', 'rate'],
    });
    expect(present(rated, 60_000).dueOn).toBeUndefined();
  });
});
