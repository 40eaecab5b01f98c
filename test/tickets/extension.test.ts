import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Ticket, TicketAction } from '../../tickets/index.ts';
import { clerk, colleague, deskRoles } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

let desk: ReturnType<typeof buildTickets>;
let ticket: Ticket;
const act = async (by: typeof clerk | typeof colleague, action: TicketAction, reason = '') => {
  ticket = await desk.stepTicket({
    by,
    roles: deskRoles,
    numberOrId: ticket.id,
    action,
    ...(reason && { reason }),
  });
  return ticket;
};

beforeEach(async () => {
  desk = buildTickets();
  ({ ticket } = await desk.openTicket(buildOpenRequest()));
  await act(clerk, 'accept');
});

describe('more time', () => {
  it('is asked for by one, granted by another, and told with the new date', async () => {
    expect(ticket.dueAt).toEqual(new Date('2026-04-01T15:59:59.999Z'));
    await act(clerk, 'ask_extension', '等待鉴定意见');
    expect(ticket.extensionAsked).toMatchObject({ accountId: clerk.accountId });
    await act(colleague, 'grant_extension', '案情复杂');
    expect(ticket.extensionAsked).toBeUndefined();
    expect(ticket).toMatchObject({
      status: 'accepted',
      limit: 'decision',
      dueAt: new Date('2026-04-21T15:59:59.999Z'),
    });
    expect(ticket.history.at(-1)?.told).toMatchObject({
      noticeKey: 'notice.matter.extended',
      values: { due: '2026-04-21', reason: '案情复杂' },
    });
  });

  it('is never granted by who asked, nor without having been asked for', async () => {
    await expect(act(colleague, 'grant_extension', '理由')).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
    await act(clerk, 'ask_extension', '等待鉴定意见');
    await expect(act(clerk, 'grant_extension', '理由')).rejects.toMatchObject({
      code: 'ticket_not_permitted',
    });
  });

  it('is refused with a reason, and may then be asked for again', async () => {
    await act(clerk, 'ask_extension', '等待鉴定意见');
    await act(colleague, 'refuse_extension', '材料已经齐全');
    expect(ticket.dueAt).toEqual(new Date('2026-04-01T15:59:59.999Z'));
    await act(clerk, 'ask_extension', '又有新情况');
    expect(ticket.extensionAsked).toMatchObject({ reason: '又有新情况' });
  });

  it('is granted as often as the procedure says', async () => {
    await act(clerk, 'ask_extension', '等待鉴定意见');
    await act(colleague, 'grant_extension', '案情复杂');
    await expect(act(clerk, 'ask_extension', '再等等')).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
  });

  it('is not asked for while the matter rests', async () => {
    await act(clerk, 'pause', '等待法院');
    expect(ticket.limit).toBe('pause');
    await expect(act(clerk, 'ask_extension', '再等等')).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
  });
});
