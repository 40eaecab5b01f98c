import { randomInt } from 'node:crypto';
import type { Child, ForkChild } from './fork-child.ts';
import { createOrderBook, type Sent } from './order-book.ts';
import type { FromChild, HandedMessage, StartChild } from './protocol.ts';
import {
  createSupervision,
  supervise,
  type Effect,
  type Happening,
  type Supervision,
} from './supervision.ts';

type KeepOptions = {
  readonly start: Omit<StartChild, 'kind' | 'generation'>;
  readonly fork: ForkChild;
  readonly now: () => Date;
  /** Resolves once the message is stored; rejects when it is to be handed over again. */
  readonly take: (message: HandedMessage) => Promise<void>;
  readonly onLogin: (accountId: string) => void;
  readonly onChange: (supervision: Supervision) => void;
  readonly onError: (error: unknown) => void;
};

const tickMs = 500;
const pingMs = 5000;
const chance = () => randomInt(1_000_000) / 1_000_000;

/** The thin edge of the supervision: clocks, the process, and what is said between the two. */
export function createChildKeeper(options: KeepOptions) {
  const { now, fork } = options;
  let supervision = createSupervision(now());
  let child: Child | undefined;
  let timers: readonly NodeJS.Timeout[] = [];
  let onGone: (() => void) | undefined;
  const orders = createOrderBook();

  function happen(happening: Happening): void {
    const before = supervision;
    const next = supervise(before, happening, { at: now(), random: chance });
    supervision = next.supervision;
    for (const effect of next.effects) act(effect);
    if (before.phase !== supervision.phase) options.onChange(supervision);
  }

  function act(effect: Effect): void {
    if (effect === 'kill') return child?.kill();
    if (effect === 'ask_to_stop') return child?.say({ kind: 'stop' });
    const { generation } = supervision;
    child = fork(
      { kind: 'start', generation, ...options.start },
      {
        onSaid: (said) => {
          // The voice of a child that was already replaced is not heard.
          if (generation === supervision.generation) hear(said);
        },
        onExit: () => {
          if (generation === supervision.generation) bury();
        },
        onNonsense: () => options.onError(new Error('the wechaty child said what is no message')),
      },
    );
  }

  function bury(): void {
    child = undefined;
    orders.close();
    happen({ kind: 'exit' });
    if (supervision.phase.kind === 'off') onGone?.();
  }

  function hear(said: FromChild): void {
    switch (said.kind) {
      case 'message':
        return takeOver(said.message);
      case 'sent':
        return orders.settle(said.order, { isSent: true });
      case 'not_sent':
        return orders.settle(said.order, { isSent: false, why: said.failure });
      case 'login':
        options.onLogin(said.accountId);
        return happen({ kind: 'login' });
      case 'failed':
        return happen({ kind: 'failed', reason: said.failure });
      case 'active':
      case 'scan':
      case 'logout':
      case 'beat':
        return happen(said);
    }
  }

  function takeOver(message: HandedMessage): void {
    const { generation } = supervision;
    void options
      .take(message)
      .then(() => acknowledge(generation, message.id))
      .catch(options.onError);
  }

  function acknowledge(generation: number, id: string): void {
    if (generation === supervision.generation) child?.say({ kind: 'taken', id });
  }

  return {
    read: (): Supervision => supervision,
    isOnline: (): boolean => supervision.phase.kind === 'online',
    switchOn: () => happen({ kind: 'switched_on' }),
    switchOff: () => happen({ kind: 'switched_off' }),
    restart: () => happen({ kind: 'restart' }),
    /**
     * Has the child say something to a contact; undefined when nobody knows yet whether it did. Asked for again,
     * one child never says it twice: what became of it then is what is told.
     */
    async send(order: string, contactId: string, text: string): Promise<Sent | undefined> {
      if (orders.has(order)) return orders.hear(order);
      if (supervision.phase.kind !== 'online' || child === undefined) {
        return { isSent: false, why: 'offline' };
      }
      orders.open(order);
      child.say({ kind: 'send', order, contactId, text });
      return orders.wait(order);
    },
    start(): void {
      timers = [
        setInterval(() => happen({ kind: 'tick' }), tickMs),
        setInterval(() => child?.say({ kind: 'ping' }), pingMs),
      ];
    },
    /** Ends the child, by force when it does not listen; resolves when it is gone. */
    async stop(): Promise<void> {
      happen({ kind: 'switched_off' });
      await new Promise<void>((resolve) => {
        if (child === undefined) resolve();
        else onGone = resolve;
      });
      timers.forEach((timer) => clearInterval(timer));
    },
  };
}
export type ChildKeeper = ReturnType<typeof createChildKeeper>;
