import { toPlainText, type Directory, type OutboxStore } from '../index.ts';
import type { ChildKeeper } from './keep-child.ts';
import type { OrderStore, SendOrder } from './orders.ts';
import type { Pace } from './pace.ts';

type FillPorts = {
  readonly orders: Pick<OrderStore, 'listAsked' | 'claim' | 'recordSent' | 'recordRefused'>;
  readonly outbox: Pick<OutboxStore, 'findMany'>;
  readonly directory: Pick<Directory, 'open'>;
  readonly child: Pick<ChildKeeper, 'isOnline' | 'send'>;
  readonly pace: Pace;
  readonly now: () => Date;
};

const batchSize = 50;

/** Sends what was asked for, as fast as the pace allows; returns how many had to wait. */
export function createFillOrders(ports: FillPorts) {
  const { orders, child, pace, now } = ports;

  async function fill({ id }: SendOrder): Promise<'waits' | 'done'> {
    const [row] = await ports.outbox.findMany([id.replace(/~\d+$/, '')]);
    const addresses = row === undefined ? [] : await ports.directory.open(row.personId);
    const address = addresses.find(({ channel }) => channel === 'wechaty');
    if (row?.words === undefined || address === undefined) {
      await orders.recordRefused(id, 'unknown_contact');
      return 'done';
    }
    if (!pace.isOpen(row.personId, now())) return 'waits';
    if (!(await orders.claim(id, now()))) return 'done';
    pace.note(row.personId, now());
    const sent = await child.send(id, address.userId, toPlainText(row.words));
    // Without an outcome the claim runs out, and the row is tried again in the same words.
    if (sent?.isSent === true) await orders.recordSent(id, now());
    else if (sent !== undefined) await orders.recordRefused(id, sent.why);
    return 'done';
  }

  return async function fillOrders(): Promise<number> {
    if (!child.isOnline()) return 0;
    let waiting = 0;
    for (const order of await orders.listAsked(batchSize)) {
      if ((await fill(order)) === 'waits') waiting += 1;
    }
    return waiting;
  };
}
