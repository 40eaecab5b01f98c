import { createTickets, defaultProcedures } from '../../tickets/index.ts';
import type { OpenRequest, TicketPorts } from '../../tickets/index.ts';
import { buildDayTable } from './build-day-table.ts';
import { createInMemoryTicketStore } from './in-memory-ticket-store.ts';
import { filedAt, reporter } from './build-ticket.ts';

/** The use-cases on an in-memory store, with a clock to move and the rings that were heard. */
export function buildTickets(fields: Partial<TicketPorts> = {}) {
  const clock = { now: filedAt };
  const rings: string[] = [];
  let drawn = 0;
  const ports: TicketPorts = {
    store: createInMemoryTicketStore(),
    calendar: buildDayTable(),
    now: () => clock.now,
    randomInt: (maxExclusive) => {
      drawn += 1;
      return drawn % maxExclusive;
    },
    undoMs: 30_000,
    ring: async (ticketId) => {
      rings.push(ticketId);
    },
    deriveReceiptCode: (ticketId) => `CODE-${ticketId}`,
    hashReceiptCode: (code) => `hash of ${code}`,
    procedures: defaultProcedures,
    ...fields,
  };
  const wait = (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms);
  };
  return { ...createTickets(ports), ports, store: ports.store, rings, wait };
}

let opened = 0;

/** A complaint that a reporter files. */
export function buildOpenRequest(fields: Partial<OpenRequest> = {}): OpenRequest {
  opened += 1;
  return {
    id: `t-open-${opened}`,
    kind: 'complaint',
    source: 'web-chat',
    openness: 'confidential',
    facts: { story: '检查时没有出示证件' },
    traceId: `trace-${opened}`,
    personId: reporter.personId,
    by: reporter,
    ...fields,
  };
}
