import { describe, expect, test } from '@jest/globals';
import { canUndo, listDueNotices } from '../../tickets/index.ts';
import type { TicketStore } from '../../tickets/index.ts';
import { clerk, deskRoles, reporter } from '../support/build-ticket.ts';
import { createInMemoryTicketStore } from '../support/in-memory-ticket-store.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';
import { buildStepValues } from '../support/build-step-values.ts';

async function openOne(fields: Parameters<typeof buildTickets>[0] = {}) {
  const tickets = buildTickets(fields);
  const { ticket } = await tickets.openTicket(buildOpenRequest());
  return { ...tickets, ticket, asked: { numberOrId: ticket.number, by: clerk, roles: deskRoles } };
}

describe('a step', () => {
  test('is saved under the next version and rings for its notice', async () => {
    const { stepTicket, store, ticket, asked, rings } = await openOne();
    const accepted = await stepTicket({ ...asked, action: 'accept', version: 1 });
    expect(accepted).toMatchObject({ status: 'accepted', version: 2, pendingFrom: 1 });
    expect(await store.find(ticket.id)).toEqual(accepted);
    expect(rings).toEqual([ticket.id, ticket.id]);
  });

  test('finds the ticket by its id and by its number in any writing', async () => {
    const { stepTicket, ticket, asked } = await openOne();
    const byId = await stepTicket({ ...asked, numberOrId: ticket.id, action: 'accept' });
    const spaced = `${ticket.number.slice(0, 2)} ${ticket.number.slice(2)}`;
    const byNumber = await stepTicket({ ...asked, numberOrId: spaced, action: 'analyse' });
    expect([byId.id, byNumber.id]).toEqual([ticket.id, ticket.id]);
  });

  test('of an unknown ticket is refused', async () => {
    const { stepTicket, asked } = await openOne();
    await expect(
      stepTicket({ ...asked, numberOrId: '2600000000', action: 'accept' }),
    ).rejects.toMatchObject({ code: 'ticket_not_found' });
  });

  test('on a version that is no longer the current one is refused and changes nothing', async () => {
    const { stepTicket, store, ticket, asked } = await openOne();
    const accepted = await stepTicket({ ...asked, action: 'accept', version: 1 });
    await expect(
      stepTicket({ ...asked, action: 'refuse', reason: '太迟', version: 1 }),
    ).rejects.toMatchObject({ code: 'ticket_version_conflict', currentVersion: 2 });
    expect(await store.find(ticket.id)).toEqual(accepted);
  });

  test('by one of two at once goes through, the other hears of the conflict', async () => {
    const { stepTicket, asked } = await openOne();
    const results = await Promise.allSettled([
      stepTicket({ ...asked, action: 'accept', version: 1 }),
      stepTicket({ ...asked, action: 'refuse', reason: '不属监督范围', version: 1 }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('of the reporter is tried again when staff were faster', async () => {
    const store = createInMemoryTicketStore();
    let hasRaced = false;
    const racing: TicketStore = {
      ...store,
      async save(ticket) {
        const found = await store.find(ticket.id);
        if (!hasRaced && found !== undefined) await store.save({ ...found, area: '330802' });
        hasRaced = true;
        return store.save(ticket);
      },
    };
    const { urgeTicket, ticket } = await openOne({ store: racing });
    const urged = await urgeTicket({ numberOrId: ticket.id, by: reporter });
    expect(urged).toMatchObject({ isCounted: true, ticket: { version: 3, area: '330802' } });
  });

  test('of a role without the right is refused', async () => {
    const { stepTicket, asked } = await openOne();
    await expect(
      stepTicket({ ...asked, roles: ['analyst', 'system_admin'], action: 'accept' }),
    ).rejects.toMatchObject({ code: 'ticket_not_permitted' });
  });

  test('of another person is as if there were no ticket', async () => {
    const { urgeTicket, ticket } = await openOne();
    const stranger = { kind: 'reporter', personId: 'person-9' } as const;
    await expect(urgeTicket({ numberOrId: ticket.number, by: stranger })).rejects.toMatchObject({
      code: 'ticket_not_found',
    });
  });

  test('that the reporter may not take is refused', async () => {
    const { stepTicket, ticket } = await openOne();
    await expect(
      stepTicket({ numberOrId: ticket.id, by: reporter, action: 'accept' }),
    ).rejects.toMatchObject({ code: 'ticket_not_permitted' });
  });

  test('assigns to the asker when nobody is named', async () => {
    const { stepTicket, asked } = await openOne();
    expect((await stepTicket({ ...asked, action: 'assign' })).assigneeId).toBe(clerk.accountId);
  });

  test('with staff’s words travels as a notice', async () => {
    const { stepTicket, asked } = await openOne();
    const values = { text: '请带身份证到大厅' };
    const ticket = await stepTicket({ ...asked, action: 'reply', values });
    expect(ticket.history.at(-1)?.told).toMatchObject({
      noticeKey: 'notice.matter.reply',
      values: { text: '请带身份证到大厅' },
    });
  });

  test('of a replayed message changes nothing', async () => {
    const { supplementTicket, ticket } = await openOne();
    const asked = { numberOrId: ticket.id, by: reporter, key: 'message-1', words: '还有照片' };
    const first = await supplementTicket(asked);
    expect(first.history.at(-1)).toMatchObject({ key: 'message-1', values: { words: '还有照片' } });
    expect(await supplementTicket(asked)).toEqual(first);
  });
});

/** A suggestion that was answered, and its reporter. */
async function answerOne() {
  const opened = buildTickets();
  const { ticket } = await opened.openTicket(buildOpenRequest({ kind: 'suggestion' }));
  const asked = { numberOrId: ticket.id, by: clerk, roles: deskRoles };
  await opened.stepTicket({ ...asked, action: 'answer', values: { text: '谢谢，已采纳' } });
  return { ...opened, own: { numberOrId: ticket.id, by: reporter } };
}

describe('undoing', () => {
  test('takes a refusal back before its notice leaves', async () => {
    const { stepTicket, store, ticket, asked, wait } = await openOne();
    await stepTicket({ ...asked, action: 'refuse', reason: '按错了键' });
    wait(28_000);
    const undone = await stepTicket({ ...asked, action: 'undo' });
    expect(undone).toMatchObject({
      status: 'received',
      dueAt: ticket.dueAt,
      limit: 'acceptance',
      history: [{}, { told: { kind: 'not_told', because: 'undone' } }, { action: 'undo' }],
    });
    expect(listDueNotices(undone, undone.updatedAt).due).toEqual([]);
    expect(await store.find(ticket.id)).toEqual(undone);
  });

  test('is offered to its author while the window is open', async () => {
    const { stepTicket, asked, ports, wait } = await openOne();
    const accepted = await stepTicket({ ...asked, action: 'accept' });
    expect(canUndo(accepted, asked, ports.now(), ports.undoMs)).toBe(true);
    expect(canUndo(accepted, { by: clerk, roles: [] }, ports.now(), ports.undoMs)).toBe(false);
    wait(29_000);
    expect(canUndo(accepted, asked, ports.now(), ports.undoMs)).toBe(false);
  });

  test('restores the owner that there was before', async () => {
    const { stepTicket, asked } = await openOne();
    await stepTicket({ ...asked, action: 'assign', values: { assigneeId: 'account-5' } });
    await stepTicket({ ...asked, action: 'assign', values: { assigneeId: 'account-6' } });
    expect((await stepTicket({ ...asked, action: 'undo' })).assigneeId).toBe('account-5');
  });

  test('is too late two seconds before the notice leaves', async () => {
    const { stepTicket, asked, wait } = await openOne();
    await stepTicket({ ...asked, action: 'accept' });
    wait(28_001);
    await expect(stepTicket({ ...asked, action: 'undo' })).rejects.toMatchObject({
      code: 'ticket_undo_too_late',
    });
  });

  test('is never possible without a window', async () => {
    const { stepTicket, asked } = await openOne({ undoMs: 0 });
    await stepTicket({ ...asked, action: 'accept' });
    await expect(stepTicket({ ...asked, action: 'undo' })).rejects.toMatchObject({
      code: 'ticket_undo_too_late',
    });
  });

  test('is for the step’s own author only', async () => {
    const { stepTicket, asked } = await openOne();
    await stepTicket({ ...asked, action: 'accept' });
    const other = { kind: 'staff', accountId: 'account-9', name: '赵某' } as const;
    await expect(stepTicket({ ...asked, by: other, action: 'undo' })).rejects.toMatchObject({
      code: 'ticket_not_permitted',
    });
  });

  test('is refused to an author whose roles were taken', async () => {
    const { stepTicket, asked } = await openOne();
    await stepTicket({ ...asked, action: 'accept' });
    await expect(stepTicket({ ...asked, roles: [], action: 'undo' })).rejects.toMatchObject({
      code: 'ticket_not_permitted',
    });
  });

  test('is for the last step only, and not for an undoing', async () => {
    const { stepTicket, supplementTicket, ticket, asked } = await openOne();
    await stepTicket({ ...asked, action: 'accept' });
    await supplementTicket({ numberOrId: ticket.id, by: reporter });
    await expect(stepTicket({ ...asked, action: 'undo' })).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
    await stepTicket({ ...asked, action: 'analyse' });
    await stepTicket({ ...asked, action: 'undo' });
    await expect(stepTicket({ ...asked, action: 'undo' })).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
  });
});

describe('urging', () => {
  test('counts once a working day and is answered each time', async () => {
    const { urgeTicket, ticket, wait } = await openOne();
    const asked = { numberOrId: ticket.id, by: reporter };
    const first = await urgeTicket(asked);
    expect(first).toMatchObject({ isCounted: true, answerBy: '2026-03-03' });
    wait(3_600_000);
    const second = await urgeTicket(asked);
    expect(second).toMatchObject({ isCounted: false, answerBy: '2026-03-03' });
    expect(second.ticket).toEqual(first.ticket);
    wait(86_400_000);
    expect(await urgeTicket(asked)).toMatchObject({ isCounted: true, answerBy: '2026-03-04' });
  });

  test('on a weekend goes with the next working day', async () => {
    const { urgeTicket, ticket, wait } = await openOne();
    const asked = { numberOrId: ticket.id, by: reporter };
    wait(5 * 86_400_000);
    expect((await urgeTicket(asked)).isCounted).toBe(true);
    wait(2 * 86_400_000);
    expect((await urgeTicket(asked)).isCounted).toBe(false);
  });

  test('what has ended is refused', async () => {
    const { urgeTicket, stepTicket, ticket, asked } = await openOne();
    await stepTicket({ ...asked, action: 'refuse', reason: '不属监督范围' });
    await expect(urgeTicket({ numberOrId: ticket.id, by: reporter })).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
  });
});

describe('withdrawing', () => {
  test('is done at once while no unit knows of it', async () => {
    const { withdrawTicket, ticket } = await openOne();
    const result = await withdrawTicket({ numberOrId: ticket.id, by: reporter });
    expect(result).toMatchObject({ kind: 'withdrawn', ticket: { status: 'withdrawn' } });
  });

  test('is asked about first once a unit was served, and done on a later day', async () => {
    const { withdrawTicket, stepTicket, ticket, asked, wait } = await openOne();
    for (const action of ['accept', 'analyse', 'verify', 'supervise'] as const) {
      await stepTicket({ ...asked, action, ...buildStepValues(action) });
    }
    const own = { numberOrId: ticket.id, by: reporter };
    const first = await withdrawTicket(own);
    expect(first).toMatchObject({ kind: 'asked', confirmFrom: '2026-03-03' });
    wait(3_600_000);
    expect(await withdrawTicket(own)).toEqual(first);
    wait(86_400_000);
    expect(await withdrawTicket(own)).toMatchObject({
      kind: 'withdrawn',
      ticket: { status: 'withdrawn' },
    });
  });
});

describe('rating', () => {
  test('an outcome keeps score and words, and a later rating replaces it', async () => {
    const { rateTicket, own } = await answerOne();
    expect((await rateTicket({ ...own, score: 2, comment: '太慢' })).rating).toMatchObject({
      score: 2,
      comment: '太慢',
    });
    const { rating } = await rateTicket({ ...own, score: 5 });
    expect(rating).toMatchObject({ score: 5 });
    expect(rating?.comment).toBeUndefined();
  });

  test.each([0, 6, 2.5, Number.NaN])('with %p is no rating', async (score) => {
    const { rateTicket, own } = await answerOne();
    await expect(rateTicket({ ...own, score })).rejects.toMatchObject({
      code: 'ticket_value_invalid',
    });
  });

  test('what has no outcome yet is refused', async () => {
    const { rateTicket, ticket } = await openOne();
    await expect(
      rateTicket({ numberOrId: ticket.id, by: reporter, score: 5 }),
    ).rejects.toMatchObject({ code: 'ticket_step_refused' });
  });
});
