import { describe, expect, test } from '@jest/globals';
import { createAnswerStaff, makeCard } from '../../../handlers/index.ts';
import type { Account, AuditEntry, Role } from '../../../people/index.ts';
import { defaultProcedures } from '../../../tickets/index.ts';
import { buildOpenRequest, buildTickets } from '../../support/build-tickets.ts';

const member = 'li.si';

const say = (key: string) => key;

/** A member of staff who is linked, a ticket, and the card that its owner got. */
async function buildDesk(roles: readonly Role[] = ['section_head'], fields: Partial<Account> = {}) {
  const tickets = buildTickets();
  const { ticket } = await tickets.openTicket(buildOpenRequest());
  const account: Account = {
    id: 'account-1',
    version: 1,
    username: 'li',
    name: '李科长',
    roles,
    passwordHash: '',
    mustChangePassword: false,
    wecomUserId: member,
    ...fields,
  };
  const audited: AuditEntry[] = [];
  const taken: string[] = [];
  const answer = createAnswerStaff({
    accounts: {
      findByWecomUserId: async (userId) => (userId === member ? account : undefined),
      findByWecomCode: async () => undefined,
      save: async () => true,
    },
    alarms: {
      find: async () => ({ ticketId: ticket.id }),
      async take(id) {
        taken.push(id);
        return { kind: 'unknown' };
      },
      pass: async () => ({ kind: 'unknown' }),
    },
    tickets: tickets.store,
    isKeptOut: ({ recusals = [] }) => recusals.length > 0,
    stepTicket: tickets.stepTicket,
    audit: { record: async (entry) => void audited.push(entry) },
    hashCode: (code) => code,
    say,
    now: () => new Date('2026-03-02T02:00:00Z'),
  });
  const call = {
    id: 'call-1',
    accountId: account.id,
    purpose: 'assigned',
    ticketId: ticket.id,
    number: ticket.number,
    state: 'waiting',
    attempts: 1,
    createdAt: ticket.createdAt,
  } as const;
  const card = makeCard(call, ticket, ['section_head'], { say, procedures: defaultProcedures });
  const key = card?.buttons.find(({ label }) => label === 'accept')?.key ?? '';
  const press = (userId = member) => answer(userId, { kind: 'card', key });
  return { tickets, ticket, press, answer, audited, taken, card };
}

describe('a button of a staff card', () => {
  test('acts on the ticket like the console, once; a second press is told so', async () => {
    const { tickets, ticket, press, audited } = await buildDesk();
    expect(await press()).toEqual({ text: 'done', label: 'done_label' });
    expect((await tickets.store.find(ticket.id))?.status).toBe('accepted');
    expect(await press()).toEqual({ text: 'again', label: 'over' });
    expect(audited).toHaveLength(1);
  });

  test('of an old card is refused plainly: the ticket has moved on', async () => {
    const { tickets, ticket, press } = await buildDesk();
    const by = { kind: 'system' } as const;
    await tickets.stepTicket({ numberOrId: ticket.id, by, action: 'accept' });
    expect(await press()).toEqual({ text: 'moved_on', label: 'over' });
  });

  test('does nothing for whoever keeps out of the matter since the card came', async () => {
    const matter = { kind: 'unit', unitId: 'urban' } as const;
    const at = new Date('2026-03-01T00:00:00Z');
    const recusals = [{ id: 'r', matter, reason: '近亲属', by: 'self', setBy: 'a', at }] as const;
    const { tickets, ticket, press, answer, audited, taken } = await buildDesk(['section_head'], {
      recusals,
    });
    expect(await press()).toEqual({ text: 'unknown', label: 'over' });
    const take = { kind: 'card', key: `staff:take:alarm-${ticket.id}-1` } as const;
    expect(await answer(member, take)).toEqual({ text: 'unknown', label: 'over' });
    expect(taken).toEqual([]);
    expect((await tickets.store.find(ticket.id))?.version).toBe(1);
    expect(audited).toEqual([]);
  });

  test('does nothing for whoever has no right or is not linked', async () => {
    const { tickets, ticket, press } = await buildDesk(['analyst']);
    expect(await press()).toEqual({ text: 'no_right' });
    expect(await press('wang.wu')).toEqual({ text: 'not_linked' });
    expect((await tickets.store.find(ticket.id))?.version).toBe(1);
  });

  test('shows a number and buttons, and nothing of the matter', async () => {
    const { card, ticket } = await buildDesk();
    expect(card?.number).toBe(ticket.number);
    expect(card?.buttons.map(({ label }) => label)).toEqual(['accept', 'transfer']);
  });

  test('that is none of staff’s goes the way of everybody’s words', async () => {
    const { answer } = await buildDesk();
    expect(await answer(member, { kind: 'card', key: '进度' })).toBeUndefined();
    expect(await answer(member, { kind: 'text', text: '你好' })).toBeUndefined();
    expect(await answer(member, { kind: 'text', text: '绑定 12345678' })).toEqual({
      text: 'code_wrong',
    });
  });
});
