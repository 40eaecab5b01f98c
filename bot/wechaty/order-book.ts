import type { SendFailure } from './protocol.ts';

/** What became of words given to the child. */
export type Sent =
  | { readonly isSent: true }
  | { readonly isSent: false; readonly why: SendFailure };

const waitMs = 10_000;

/** What was given to the child that runs. An outcome that comes after the wait is kept for whoever asks next. */
export function createOrderBook() {
  const outcomes = new Map<string, Promise<Sent | undefined>>();
  const open = new Map<string, (sent: Sent | undefined) => void>();

  function tell(order: string, sent: Sent | undefined): Sent | undefined {
    if (sent !== undefined) outcomes.delete(order);
    return sent;
  }

  return {
    has: (order: string): boolean => outcomes.has(order),
    open(order: string): void {
      const outcome = new Promise<Sent | undefined>((resolve) => open.set(order, resolve));
      outcomes.set(order, outcome);
    },
    /** Undefined when the child did not say in time, or ended before it did. */
    async wait(order: string): Promise<Sent | undefined> {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), waitMs);
      });
      const sent = await Promise.race([outcomes.get(order), late]);
      clearTimeout(timer);
      return tell(order, sent);
    },
    /** What became of it by now, without a wait. */
    async hear(order: string): Promise<Sent | undefined> {
      const soon = await Promise.race([outcomes.get(order), Promise.resolve(undefined)]);
      return tell(order, soon);
    },
    settle(order: string, sent: Sent): void {
      open.get(order)?.(sent);
      open.delete(order);
    },
    /** The child is gone: nobody will ever know of what it did not say. */
    close(): void {
      for (const [order, settle] of open) {
        outcomes.delete(order);
        settle(undefined);
      }
      open.clear();
    },
  };
}
