import { describe, expect, it } from '@jest/globals';
import type { TicketKind } from '../../tickets/index.ts';
import { clerk, deskRoles } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

const staff = { by: clerk, roles: deskRoles } as const;

async function openSorted(kind: TicketKind = 'complaint') {
  const desk = buildTickets();
  const { ticket } = await desk.openTicket(buildOpenRequest({ kind }));
  const sort = (values: Readonly<Record<string, string>>, version?: number) =>
    desk.stepTicket({
      ...staff,
      numberOrId: ticket.id,
      action: 'sort',
      values,
      ...(version !== undefined && { version }),
    });
  return { ...desk, ticket, sort };
}

describe('sorting', () => {
  it('puts a ticket under an area, and nobody is told', async () => {
    const { sort, ticket } = await openSorted();
    const sorted = await sort({ area: 'labour' });
    expect(sorted).toMatchObject({ area: 'labour', status: 'received', dueAt: ticket.dueAt });
    expect(sorted.history.at(-1)).toMatchObject({
      action: 'sort',
      values: { area: 'labour', kind: 'complaint' },
      told: { kind: 'not_told', because: 'internal_step' },
    });
  });

  it('is written once when it says what is so already', async () => {
    const { sort } = await openSorted();
    const { version } = await sort({ area: 'labour' });
    expect((await sort({ area: 'labour' })).version).toBe(version);
  });

  it('moves a new ticket to the procedure of another kind, counts from its filing, and tells the reporter', async () => {
    const { sort, wait } = await openSorted('complaint');
    wait(3600_000);
    const sorted = await sort({ kind: 'consultation' });
    expect(sorted).toMatchObject({
      kind: 'consultation',
      procedure: { id: 'consultation', version: 1 },
      limit: 'consultation',
    });
    expect(sorted.dueAt).toEqual(new Date('2026-03-09T15:59:59.999Z'));
    expect(sorted.history.at(-1)?.told).toMatchObject({
      kind: 'told',
      noticeKey: 'notice.consultation.sorted',
      values: { number: sorted.number, due: '2026-03-09' },
    });
  });

  it('keeps the kind once somebody took the ticket up', async () => {
    const { sort, stepTicket, ticket } = await openSorted();
    await stepTicket({ ...staff, numberOrId: ticket.id, action: 'accept' });
    await expect(sort({ kind: 'consultation' })).rejects.toMatchObject({
      code: 'ticket_value_invalid',
    });
    expect(await sort({ area: 'health' })).toMatchObject({ area: 'health', status: 'accepted' });
  });

  it.each([{ kind: 'lead' }, { kind: 'nonsense' }, { area: 'x'.repeat(41) }])(
    'refuses %o',
    async (values) => {
      const { sort } = await openSorted();
      await expect(sort(values)).rejects.toMatchObject({ code: 'ticket_value_invalid' });
    },
  );

  it('is refused to whoever may not sort, and to a version that is old', async () => {
    const { sort, stepTicket, ticket } = await openSorted();
    await expect(
      stepTicket({
        by: clerk,
        roles: ['analyst'],
        numberOrId: ticket.id,
        action: 'sort',
        values: { area: 'labour' },
      }),
    ).rejects.toMatchObject({ code: 'ticket_not_permitted' });
    await sort({ area: 'labour' });
    await expect(sort({ area: 'health' }, 1)).rejects.toMatchObject({
      code: 'ticket_version_conflict',
    });
  });

  it('cannot be undone: it is done again', async () => {
    const { sort, undoStep, ticket } = await openSorted();
    await sort({ area: 'labour' });
    await expect(undoStep({ ...staff, numberOrId: ticket.id })).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
  });
});

describe('a guess that is sure enough', () => {
  it('puts a new ticket under its area and says by which model', async () => {
    const { openTicket } = buildTickets({ guessArea: () => ({ area: 'health', by: 'area-3' }) });
    const { ticket } = await openTicket(buildOpenRequest());
    expect(ticket).toMatchObject({ area: 'health' });
    expect(ticket.history[0]?.values).toEqual({ area: 'health', sortedBy: 'area-3' });
  });

  it('never goes before what staff said', async () => {
    const { openTicket } = buildTickets({ guessArea: () => ({ area: 'health', by: 'area-3' }) });
    const { ticket } = await openTicket(buildOpenRequest({ area: 'labour' }));
    expect(ticket).toMatchObject({ area: 'labour' });
  });
});
