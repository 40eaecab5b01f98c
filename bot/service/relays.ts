import { createRelay } from '../../platform/queue/index.ts';
import type { Ticket, Tickets } from '../../tickets/index.ts';
import type { Bell, OutboxStore } from '../stores.ts';
import { isDocumentId, type HouseDocuments } from './documents.ts';
import type { openDuty } from './duty.ts';
import type { House } from './house.ts';

type Ports = {
  readonly acts: Pick<Tickets, 'settleTicket'>;
  readonly duty: Pick<ReturnType<typeof openDuty>, 'callForSteps'>;
  readonly documents: Pick<HouseDocuments, 'project'>;
  readonly outbox: Pick<OutboxStore, 'insert'>;
  readonly toTaskAt: (noticeKey: string, dueAt: Date) => Date | undefined;
  readonly bell: Bell;
};

/** What a step of a ticket, or of an official document, brings about elsewhere. */
export function openRelays(
  { tickets, now }: House,
  { acts, duty, documents, outbox, toTaskAt, bell }: Ports,
) {
  async function settle(ticket: Ticket): Promise<void> {
    await acts.settleTicket(ticket);
    await duty.callForSteps(ticket);
  }
  const relayTicket = createRelay({ tickets, settle, outbox, toTaskAt, bell, now });
  return (id: string): Promise<void> =>
    isDocumentId(id) ? documents.project(id) : relayTicket(id);
}
