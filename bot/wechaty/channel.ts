import { setTimeout as sleep } from 'node:timers/promises';
import { ChannelError, type Channel, type ChannelErrorCode } from '../index.ts';
import type { OrderStore, SendOrder } from './orders.ts';
import type { SendFailure } from './protocol.ts';
import type { Availability } from './status.ts';

type ChannelPorts = {
  readonly orders: Pick<OrderStore, 'ask' | 'find' | 'withdraw'>;
  /** How the account is, in whichever process has it. */
  readonly readAvailability: () => Promise<Availability>;
  /** The process that has the child may be this one: it need not wait for its next look. */
  readonly ring: () => void;
  readonly now: () => Date;
};

/** Within the claim of the outbox row, so that no second deliverer begins meanwhile. */
const waitMs = 11_000;
const lookMs = 100;
/** A claim without an outcome for so long belongs to a process that died over it. */
const staleMs = 30_000;

const codes: Readonly<Record<SendFailure, ChannelErrorCode>> = {
  offline: 'busy',
  unknown_contact: 'blocked',
  contacts_loading: 'busy',
  refused: 'busy',
};

/**
 * Sends through the account of the process that has the child. A repeat under one key has no effect once it was sent.
 * An account that a person must see to is `channel_down`: the row waits and alarms; one that is just starting again
 * is `busy`. Whom the account does not know is `blocked`.
 */
export function createWechatyChannel({
  orders,
  readAvailability,
  ring,
  now,
}: ChannelPorts): Channel {
  async function waitFor(key: string): Promise<SendOrder | undefined> {
    const deadline = now().getTime() + waitMs;
    for (;;) {
      const order = await orders.find(key);
      if (order?.status === 'sent' || order?.status === 'refused') return order;
      if (now().getTime() > deadline) return order;
      await sleep(lookMs);
    }
  }

  return {
    name: 'wechaty',
    sendsStoredWords: true,
    async send(_userId, _words, key) {
      const availability = await readAvailability();
      if (availability === 'down') throw new ChannelError('channel_down', 'offline');
      if (availability === 'soon') throw new ChannelError('busy', 'restarting');
      const at = now();
      const asked = await orders.ask(key, at, new Date(at.getTime() - staleMs));
      if (asked.status === 'asked') ring();
      const order = asked.status === 'sent' ? asked : await waitFor(key);
      if (order?.status === 'sent') return { at: order.sentAt ?? now() };
      if (order?.status === 'refused') {
        const failure = order.failure ?? 'refused';
        throw new ChannelError(codes[failure], failure);
      }
      if (await orders.withdraw(key)) throw new ChannelError('busy', 'queue');
      // It is being sent right now, or its process died over it: nobody knows.
      throw new ChannelError('unreachable', 'no_outcome');
    },
  };
}
