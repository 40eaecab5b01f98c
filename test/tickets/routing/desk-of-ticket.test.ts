import { describe, expect, test } from '@jest/globals';
import { buildOpenRequest, buildTickets } from '../../support/build-tickets.ts';
import { clerk, deskRoles } from '../../support/build-ticket.ts';

const routed = { unitId: 'bureau', section: '一科', guessedUnitIds: ['urban', 'town'], by: '1:r' };

describe('a ticket under routing rules', () => {
  test('is opened at its desk and owned, and its history says by which rule', async () => {
    const { openTicket, store } = buildTickets({
      route: async () => ({ ...routed, assigneeId: 'a-1' }),
    });
    const { ticket } = await openTicket(buildOpenRequest());
    expect(ticket).toMatchObject({
      assigneeId: 'a-1',
      desk: { unitId: 'bureau', section: '一科', guessedUnitIds: ['urban', 'town'] },
    });
    expect(ticket.history[0]?.values).toMatchObject({ routedBy: '1:r' });
    expect((await store.find(ticket.id))?.pendingFrom).toBe(1);
  });

  test('gets its owner when it is accepted, where it has none, and loses it when that is undone', async () => {
    let assigneeId: string | undefined;
    const { openTicket, stepTicket, undoStep } = buildTickets({
      route: async () => ({ ...routed, ...(assigneeId !== undefined && { assigneeId }) }),
    });
    const { number } = (await openTicket(buildOpenRequest())).ticket;
    assigneeId = 'a-2';
    const asked = { numberOrId: number, by: clerk, roles: deskRoles };
    expect((await stepTicket({ ...asked, action: 'accept' })).assigneeId).toBe('a-2');
    expect((await undoStep(asked)).assigneeId).toBeUndefined();
  });

  test('keeps the owner that somebody chose', async () => {
    let assigneeId: string | undefined;
    const { openTicket, stepTicket } = buildTickets({
      route: async () => ({ ...routed, ...(assigneeId !== undefined && { assigneeId }) }),
    });
    const { number } = (await openTicket(buildOpenRequest())).ticket;
    assigneeId = 'a-2';
    const asked = { numberOrId: number, by: clerk, roles: deskRoles };
    await stepTicket({ ...asked, action: 'assign', values: { assigneeId: 'a-chosen' } });
    expect((await stepTicket({ ...asked, action: 'accept' })).assigneeId).toBe('a-chosen');
  });

  test('moves to another desk when it is sorted before anybody took it up', async () => {
    const { openTicket, stepTicket } = buildTickets({
      route: async ({ area }) => ({ unitId: area === '交通运输' ? 'traffic' : 'bureau' }),
    });
    const { number } = (await openTicket(buildOpenRequest())).ticket;
    const asked = { numberOrId: number, by: clerk, roles: deskRoles };
    const sorted = await stepTicket({ ...asked, action: 'sort', values: { area: '交通运输' } });
    expect(sorted).toMatchObject({ desk: { unitId: 'traffic' }, area: '交通运输' });
  });
});
