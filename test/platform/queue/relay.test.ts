import { describe, expect, test } from '@jest/globals';
import { assert, asyncProperty, integer, scheduler } from 'fast-check';
import type { NewOutboxRow } from '../../../bot/index.ts';
import { createRelay } from '../../../platform/queue/index.ts';
import type { TicketAction, TicketStore } from '../../../tickets/index.ts';
import { clerk } from '../../support/build-ticket.ts';
import { buildStepValues } from '../../support/build-step-values.ts';
import { buildOpenRequest, buildTickets } from '../../support/build-tickets.ts';

const steps: readonly TicketAction[] = [
  'accept',
  'analyse',
  'verify',
  'supervise',
  'rectify',
  'check',
  'close',
];
const roles = ['intake_clerk', 'duty_officer', 'handler', 'section_head', 'approver'] as const;

/** A relay over the ticket store and an outbox that keeps each row once, as the real one does. */
function buildRelay(tickets: ReturnType<typeof buildTickets>, store: TicketStore = tickets.store) {
  const rows = new Map<string, NewOutboxRow>();
  const rings: string[] = [];
  const relay = createRelay({
    tickets: store,
    settle: tickets.settleTicket,
    outbox: {
      insert: async (added) => {
        for (const row of added) if (!rows.has(row.id)) rows.set(row.id, row);
      },
    },
    toTaskAt: () => undefined,
    bell: { ring: async ({ id }) => void rings.push(id) },
    now: tickets.ports.now,
  });
  return { relay, rows, rings };
}

describe('the relay', () => {
  test('loses no notice and doubles none, however steps and relays run into each other', async () => {
    await assert(
      asyncProperty(scheduler(), integer({ min: 1, max: 30 }), async (order, relayCount) => {
        const tickets = buildTickets({ undoMs: 0 });
        const { ticket } = await tickets.openTicket(buildOpenRequest());
        const slow: TicketStore = {
          ...tickets.store,
          find: order.scheduleFunction(tickets.store.find),
          movePending: order.scheduleFunction(tickets.store.movePending),
        };
        const { relay, rows } = buildRelay(tickets, slow);
        const stepping = order.scheduleSequence(
          steps.map((action) => async () => {
            const step = { numberOrId: ticket.id, by: clerk, roles, action };
            await tickets.stepTicket({ ...step, ...buildStepValues(action) });
          }),
        );
        const relaying = Array.from({ length: relayCount }, async () => {
          await order.schedule(Promise.resolve());
          await relay(ticket.id);
        });
        await order.waitFor(Promise.all([stepping.task, ...relaying]));
        await order.waitFor(relay(ticket.id));

        const stored = await tickets.store.find(ticket.id);
        const told = stored?.history.filter((line) => line.told.kind === 'told') ?? [];
        expect(told).toHaveLength(steps.length);
        expect([...rows.keys()].toSorted()).toEqual(
          told.map(({ seq }) => `${ticket.id}-${seq}-person-1`).toSorted(),
        );
        expect(stored?.pendingFrom).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test('leaves a notice that staff may still undo, and takes it up once its time has come', async () => {
    const tickets = buildTickets({ undoMs: 30_000 });
    const { ticket } = await tickets.openTicket(buildOpenRequest());
    await tickets.stepTicket({ numberOrId: ticket.id, by: clerk, roles, action: 'accept' });
    const { relay, rows, rings } = buildRelay(tickets);
    tickets.wait(29_000);
    await relay(ticket.id);
    expect([rows.size, rings]).toEqual([0, []]);
    expect((await tickets.store.find(ticket.id))?.pendingFrom).toBeDefined();
    tickets.wait(2000);
    await relay(ticket.id);
    expect([rows.size, rings]).toEqual([1, ['person-1']]);
    await relay(ticket.id);
    expect([rows.size, rings.length]).toEqual([1, 1]);
  });

  test('never sends a notice that was undone in time', async () => {
    const tickets = buildTickets({ undoMs: 30_000 });
    const { ticket } = await tickets.openTicket(buildOpenRequest());
    await tickets.stepTicket({ numberOrId: ticket.id, by: clerk, roles, action: 'accept' });
    await tickets.stepTicket({ numberOrId: ticket.id, by: clerk, roles, action: 'undo' });
    const { relay, rows } = buildRelay(tickets);
    tickets.wait(60_000);
    await relay(ticket.id);
    expect([...rows.values()].filter(({ reply }) => reply.key.includes('accepted'))).toEqual([]);
    expect((await tickets.store.find(ticket.id))?.pendingFrom).toBeUndefined();
  });
});
