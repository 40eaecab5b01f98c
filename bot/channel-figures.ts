import type { ChannelErrorCode } from './channel.ts';
import type { ChannelName } from './message.ts';
import type { Receive } from './receive.ts';
import type { OutboxStore } from './stores.ts';

/** Why a platform did not take a message; `detail` is its own code. */
export type ChannelFailure = {
  readonly at: Date;
  readonly code: ChannelErrorCode;
  readonly detail: string;
};

/** What went through one channel on one day of Shanghai. Figures, no records: a crash swallows a few seconds of them. */
export type ChannelDay = {
  readonly channel: ChannelName;
  readonly day: string;
  readonly received: number;
  readonly sent: number;
  readonly failed: number;
  readonly lastReceivedAt?: Date;
  readonly lastSentAt?: Date;
  readonly lastFailure?: ChannelFailure;
};

/** What is added to a day: its counts grow, its last moments move on. */
export type ChannelDays = {
  readonly add: (days: readonly ChannelDay[]) => Promise<void>;
  /** From `day` (YYYY-MM-DD) on. */
  readonly listSince: (day: string) => Promise<readonly ChannelDay[]>;
};

type CountPorts = {
  readonly days: Pick<ChannelDays, 'add'>;
  readonly toDay: (at: Date) => string;
  readonly now: () => Date;
};

/** Counts in memory what passes; `flush` adds it to the stored days. */
export function createChannelFigures({ days, toDay, now }: CountPorts) {
  let counted = new Map<string, ChannelDay>();

  function count(channel: ChannelName, change: (day: ChannelDay, at: Date) => ChannelDay): void {
    const at = now();
    const day = toDay(at);
    const key = `${day} ${channel}`;
    const known = counted.get(key) ?? { channel, day, received: 0, sent: 0, failed: 0 };
    counted.set(key, change(known, at));
  }

  return {
    watchReceive(receive: Receive): Receive {
      return async (message) => {
        const stored = await receive(message);
        if (stored.isNew) {
          count(message.from.channel, (day, at) => ({
            ...day,
            received: day.received + 1,
            lastReceivedAt: at,
          }));
        }
        return stored;
      };
    },
    /** Passive answers and pushes both end here. */
    watchOutbox<Store extends Pick<OutboxStore, 'recordSent'>>(outbox: Store): Store {
      return {
        ...outbox,
        async recordSent(id, receipt) {
          await outbox.recordSent(id, receipt);
          count(receipt.channel, (day, at) => ({ ...day, sent: day.sent + 1, lastSentAt: at }));
        },
      };
    },
    noteFailure(channel: ChannelName, code: ChannelErrorCode, detail: string): void {
      count(channel, (day, at) => ({
        ...day,
        failed: day.failed + 1,
        lastFailure: { at, code, detail },
      }));
    },
    async flush(): Promise<void> {
      const batch = [...counted.values()];
      counted = new Map();
      await days.add(batch);
    },
  };
}
