import type { ChannelName } from '../message.ts';
import {
  createLedger,
  emptyChannelLedger,
  type ChannelLedger,
  type Ledger,
  type Way,
} from './ledger.ts';
import { noteEvent, type ReachEvent } from './note-event.ts';
import { reserveSend, settleSend, type Send, type SendOutcome } from './reserve.ts';
import { channelRules } from './rules.ts';
import type { ReachStore } from './store.ts';

/** What is done to ledgers; every change is a compare-and-set, so that two processes never spend one unit twice. */
export type LedgerKeeper = ReturnType<typeof createLedgerKeeper>;

/** Tries of a compare-and-set before it counts as a fault: each lost one means that another's came through. */
const maxRaces = 50;

type KeeperPorts = {
  readonly store: ReachStore;
  /** The Shanghai day of a moment. */
  readonly toDay: (at: Date) => string;
};

export function createLedgerKeeper({ store, toDay }: KeeperPorts) {
  const find = async (personId: string): Promise<Ledger> =>
    (await store.find(personId)) ?? createLedger(personId);

  /** False when `change` declined; a change that leaves the ledger as it is writes nothing. */
  async function update(
    personId: string,
    channel: ChannelName,
    change: (ledger: ChannelLedger) => ChannelLedger | undefined,
  ): Promise<boolean> {
    for (let race = 0; race < maxRaces; race += 1) {
      const ledger = await find(personId);
      const own = ledger.channels[channel] ?? emptyChannelLedger;
      const changed = change(own);
      if (changed === undefined) return false;
      if (changed === own) return true;
      const channels = { ...ledger.channels, [channel]: changed };
      if (await store.save({ ...ledger, channels })) return true;
    }
    throw new Error('a ledger changed too often');
  }

  return {
    find,
    /** What a person did. Safe to repeat. */
    async note(personId: string, channel: ChannelName, event: ReachEvent): Promise<void> {
      const { conversation, ringsPhone } = channelRules[channel];
      // Nothing is counted on pages of our own, and no hour is unfit for them.
      if (!ringsPhone) return;
      await update(personId, channel, (ledger) => noteEvent(ledger, event, conversation));
    },
    /** Counts a send before it happens; false when another send took the last unit meanwhile. */
    async reserve(personId: string, way: Way, send: Send): Promise<boolean> {
      const rule = channelRules[way.channel];
      const perDay = findDayLimit(way);
      const day = toDay(send.at);
      if (perDay !== undefined && !(await store.takeFromDay(way.channel, day, perDay))) {
        return false;
      }
      const isReserved = await update(personId, way.channel, (ledger) =>
        reserveSend(ledger, way, send, rule),
      );
      if (!isReserved && perDay !== undefined) await store.giveBackToDay(way.channel, day);
      return isReserved;
    },
    /** Writes down what came of it; a refused send is given back. */
    async settle(personId: string, way: Way, send: Send, outcome: SendOutcome): Promise<void> {
      if (outcome.kind === 'refused' && findDayLimit(way) !== undefined) {
        await store.giveBackToDay(way.channel, toDay(send.at));
      }
      if (channelRules[way.channel].conversation.kind === 'free') return;
      await update(personId, way.channel, (ledger) => settleSend(ledger, way, send, outcome));
    },
  };
}

/** What the account may send by this way in a day, to all people together. */
function findDayLimit(way: Way): number | undefined {
  if (way.kind === 'message') return undefined;
  const rule = channelRules[way.channel].nudges[way.kind];
  return rule?.kind === 'account' ? rule.perDay : undefined;
}
