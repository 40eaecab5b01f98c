import { describe, expect, test } from '@jest/globals';
import { parseNumber } from '../../tickets/index.ts';
import { clerk } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

describe('opening a ticket', () => {
  test('gives a number, a receipt code and the date of acceptance', async () => {
    const { openTicket, store } = buildTickets();
    const { ticket, receiptCode } = await openTicket(buildOpenRequest({ id: 't-1' }));
    expect(parseNumber(ticket.number)).toBe(ticket.number);
    expect(receiptCode).toBe('CODE-t-1');
    expect(ticket).toMatchObject({
      status: 'received',
      version: 1,
      procedure: { id: 'five_steps', version: 1 },
      limit: 'acceptance',
      dueAt: new Date('2026-03-09T15:59:59.999Z'),
      receiptHash: 'hash of CODE-t-1',
    });
    expect(await store.find('t-1')).toEqual(ticket);
  });

  test('keeps the code nowhere', async () => {
    const { openTicket, store } = buildTickets();
    const { ticket } = await openTicket(buildOpenRequest({ id: 't-1' }));
    const { receiptHash: _, ...rest } = (await store.find(ticket.id)) ?? ticket;
    expect(JSON.stringify(rest)).not.toContain('CODE-');
  });

  test('a second time gives the same ticket and the same code', async () => {
    const { openTicket, store } = buildTickets();
    const request = buildOpenRequest();
    const first = await openTicket(request);
    expect(await openTicket({ ...request, facts: { story: '另一个说法' } })).toEqual(first);
    expect((await store.list({ page: 1, pageSize: 10, order: 'oldest' })).total).toBe(1);
  });

  test('takes another number when one is taken', async () => {
    const draws = [7, 7, 7, 8];
    const { openTicket } = buildTickets({ randomInt: () => draws.shift() ?? 9 });
    const first = await openTicket(buildOpenRequest());
    const second = await openTicket(buildOpenRequest());
    expect(first.ticket.number).toMatch(/^260000007/);
    expect(second.ticket.number).toMatch(/^260000008/);
  });

  test('gives up loudly when no number is free', async () => {
    const { openTicket } = buildTickets({ randomInt: () => 7 });
    await openTicket(buildOpenRequest());
    await expect(openTicket(buildOpenRequest())).rejects.toThrow('no free ticket number');
  });

  test('for a reporter who files is answered in the conversation', async () => {
    const { openTicket, rings } = buildTickets();
    const { ticket } = await openTicket(buildOpenRequest());
    expect(ticket.history[0]?.told).toEqual({
      kind: 'not_told',
      because: 'answered_in_conversation',
    });
    expect(rings).toEqual([ticket.id]);
  });

  test('by staff for a person sends that person the number', async () => {
    const { openTicket, rings } = buildTickets();
    const { ticket } = await openTicket(buildOpenRequest({ by: clerk, source: 'call' }));
    expect(ticket.history[0]?.told).toMatchObject({
      noticeKey: 'notice.matter.opened',
      values: { number: ticket.number, due: '2026-03-09' },
    });
    expect(ticket.pendingFrom).toBe(1);
    expect(rings).toEqual([ticket.id]);
  });

  test('of a lead without a reporter enters at clue analysis and has no code', async () => {
    const { openTicket } = buildTickets();
    const { personId: _, ...lead } = buildOpenRequest({ kind: 'lead', by: clerk });
    const { ticket, receiptCode } = await openTicket(lead);
    expect(ticket).toMatchObject({ status: 'clue_analysis', limit: 'decision' });
    expect(receiptCode).toBeUndefined();
    expect(ticket.history[0]?.told).toEqual({ kind: 'not_told', because: 'no_reporter' });
  });

  test('of a lead with a reporter, or a letter without one, is received first', async () => {
    const { openTicket } = buildTickets();
    const { ticket: lead } = await openTicket(buildOpenRequest({ kind: 'lead' }));
    const { personId: _, ...letter } = buildOpenRequest({ source: 'letter', by: clerk });
    expect(lead.status).toBe('received');
    expect((await openTicket(letter)).ticket.status).toBe('received');
  });
});
