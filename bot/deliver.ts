import { ChannelError, type Channel, type ChannelErrorCode } from './channel.ts';
import type { Address, ChannelName } from './message.ts';
import type { Directory, OutboxRow, OutboxStore, Render, TranscriptStore } from './stores.ts';
import type { Language } from './turn.ts';
import { toOutboundLine } from './transcript-line.ts';

type DeliverPorts = {
  readonly outbox: OutboxStore;
  readonly directory: Pick<Directory, 'open'>;
  readonly transcript: Pick<TranscriptStore, 'append'>;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly languageOf: (personId: string) => Promise<Language>;
  readonly render: Render;
  readonly newOwner: () => string;
  readonly now: () => Date;
  readonly claimMs: number;
  readonly announce: (personId: string) => void;
  readonly onFailure: (code: ChannelErrorCode, outboxId: string, detail: string) => void;
};

const batchSize = 50;
/** With the pauses below about a day: a platform's outage must not turn notices into next-contact ones. */
const maxTries = 300;
const maxFaults = 8;
const firstRetryMs = 1000;
const longestRetryMs = 300_000;

/** Step 10 of the walk: sends a person's due rows in order, each claimed before it is sent. */
export function createDeliver(ports: DeliverPorts) {
  const { outbox, directory, transcript, channels, now } = ports;

  /** The channel that asked, else the one used last; undefined when the person cannot be reached now. */
  async function findWay(row: OutboxRow): Promise<[Channel, Address] | undefined> {
    const addresses = await directory.open(row.personId);
    const ordered = [
      ...addresses.filter(({ channel }) => channel === row.channel),
      ...addresses.filter(({ channel }) => channel !== row.channel),
    ];
    for (const address of ordered) {
      const channel = channels.get(address.channel);
      if (channel !== undefined) return [channel, address];
    }
    return undefined;
  }

  async function send(row: OutboxRow, channel: Channel, address: Address): Promise<void> {
    await transcript.append([toOutboundLine(row, channel.name, now())]);
    ports.announce(row.personId);
    const receipt = await channel.send(address.userId, row.words ?? { text: '' }, row.id);
    await outbox.recordSent(row.id, { ...receipt, channel: channel.name });
  }

  async function recordRefusal(row: OutboxRow, error: ChannelError): Promise<void> {
    ports.onFailure(error.code, row.id, error.detail);
    const retryAt = new Date(
      now().getTime() + Math.min(firstRetryMs * 2 ** (row.attempts - 1), longestRetryMs),
    );
    switch (error.code) {
      case 'unreachable':
      case 'busy':
        return row.attempts < maxTries
          ? outbox.recordRetry(row.id, error.code, retryAt)
          : outbox.hold(row.id, error.code);
      case 'channel_down':
        return outbox.recordRetry(row.id, error.code, new Date(now().getTime() + longestRetryMs));
      case 'window_closed':
      case 'blocked':
        return outbox.hold(row.id, error.code);
      case 'refused':
        return outbox.recordFailed(row.id, error.code);
    }
  }

  async function deliverRow(row: OutboxRow): Promise<void> {
    const words = row.words ?? ports.render(row.reply, await ports.languageOf(row.personId));
    const until = new Date(now().getTime() + ports.claimMs);
    const claimed = await outbox.claim(row.id, ports.newOwner(), now(), until, words);
    if (claimed === undefined) return;
    const way = await findWay(claimed);
    if (way === undefined) return outbox.hold(row.id, 'no_channel');
    try {
      await send(claimed, ...way);
    } catch (error) {
      if (error instanceof ChannelError) return recordRefusal(claimed, error);
      // A fault of ours rises; the claim runs out and the row is tried again, but not for ever.
      if (claimed.attempts >= maxFaults) await outbox.recordFailed(row.id, 'fault');
      throw error;
    }
  }

  /** One pass over what is due, in order; false when nothing was left to do or another deliverer is at it. */
  async function deliverDue(personId: string): Promise<boolean> {
    let isAny = false;
    for (const row of await outbox.listOpenFor(personId, batchSize)) {
      if (row.dueAt > now()) continue;
      const claim = row.status === 'claimed' ? row.claim : undefined;
      if (claim !== undefined && claim.until > now()) {
        // Another deliverer is sending this row: what comes behind it waits, so that the order holds.
        if (claim.by === 'push') return false;
        continue;
      }
      await deliverRow(row);
      isAny = true;
    }
    return isAny;
  }

  // Rows that came meanwhile are sent by whoever is at it already: their own ring may have stopped at a claim.
  return async function deliver(personId: string): Promise<void> {
    let hasMore = true;
    while (hasMore) hasMore = await deliverDue(personId);
  };
}
