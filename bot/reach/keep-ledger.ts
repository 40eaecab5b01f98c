import type { ChannelName } from '../message.ts';
import { noteTold } from './bundle.ts';
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
  async function rewrite(
    personId: string,
    change: (ledger: Ledger) => Ledger | undefined,
  ): Promise<boolean> {
    for (let race = 0; race < maxRaces; race += 1) {
      const ledger = await find(personId);
      const changed = change(ledger);
      if (changed === undefined) return false;
      if (changed === ledger || (await store.save(changed))) return true;
    }
    throw new Error('a ledger changed too often');
  }

  const update = (
    personId: string,
    channel: ChannelName,
    change: (own: ChannelLedger) => ChannelLedger | undefined,
  ): Promise<boolean> => rewrite(personId, (ledger) => changeOwn(ledger, channel, change));

  return {
    find,
    /** What a person did. Safe to repeat. */
    async note(personId: string, channel: ChannelName, event: ReachEvent): Promise<void> {
      const { conversation, ringsPhone } = channelRules[channel];
      // Nothing is counted on pages of our own, and no hour is unfit for them.
      if (!ringsPhone) return;
      await rewrite(personId, (ledger) => {
        const noted = changeOwn(ledger, channel, (own) => noteEvent(own, event, conversation));
        if (noted === undefined || noted === ledger || event.kind !== 'contact') return noted;
        const { told: _heard, ...rest } = noted;
        return rest;
      });
    },
    /** Notices about these tickets left for the person's telephone. */
    async noteTold(personId: string, ticketIds: readonly string[], at: Date): Promise<void> {
      await rewrite(personId, (ledger) => noteTold(ledger, ticketIds, at));
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

function changeOwn(
  ledger: Ledger,
  channel: ChannelName,
  change: (own: ChannelLedger) => ChannelLedger | undefined,
): Ledger | undefined {
  const own = ledger.channels[channel] ?? emptyChannelLedger;
  const changed = change(own);
  if (changed === undefined || changed === own) return changed && ledger;
  return { ...ledger, channels: { ...ledger.channels, [channel]: changed } };
}

/** What the account may send by this way in a day, to all people together. */
function findDayLimit(way: Way): number | undefined {
  if (way.kind === 'message') return undefined;
  const rule = channelRules[way.channel].nudges[way.kind];
  return rule?.kind === 'account' ? rule.perDay : undefined;
}
