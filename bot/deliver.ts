import type { Channel, ChannelErrorCode, Words } from './channel.ts';
import type { ChannelName } from './message.ts';
import { createSendBestWay, type LedgerKeeper, type OfficeHours } from './reach/index.ts';
import type { Directory, OutboxRow, OutboxStore, Render, TranscriptStore } from './stores.ts';
import type { Speech } from './turn.ts';
import { toOutboundLine } from './transcript-line.ts';

type DeliverPorts = {
  readonly outbox: Pick<
    OutboxStore,
    | 'claim'
    | 'hold'
    | 'listOpenFor'
    | 'recordFailed'
    | 'recordNudged'
    | 'recordRetry'
    | 'recordSent'
  >;
  readonly directory: Pick<Directory, 'open'>;
  readonly transcript: Pick<TranscriptStore, 'append'>;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly ledgers: Pick<LedgerKeeper, 'find' | 'reserve' | 'settle'>;
  readonly hours: OfficeHours;
  readonly speechOf: (personId: string) => Promise<Speech>;
  readonly render: Render;
  readonly newOwner: () => string;
  readonly now: () => Date;
  readonly claimMs: number;
  readonly announce: (personId: string) => void;
  readonly onFailure: (
    code: ChannelErrorCode,
    outboxId: string,
    detail: string,
    channel: ChannelName,
  ) => void;
};

const batchSize = 50;
/** With the pauses below about a day: a platform's outage must not turn notices into next-contact ones. */
const maxTries = 300;
const maxFaults = 8;
const firstRetryMs = 1000;
const longestRetryMs = 300_000;

/** Step 10 of the walk: sends a person's due rows in order, each claimed before it is sent. */
export function createDeliver(ports: DeliverPorts) {
  const { outbox, directory, transcript, now } = ports;
  const sendBestWay = createSendBestWay({
    ...ports,
    sayNews: async (personId) =>
      ports.render({ key: 'notice.news' }, (await ports.speechOf(personId)).language).text,
    async onSend(row, channel) {
      await transcript.append([toOutboundLine(row, channel, now())]);
      ports.announce(row.personId);
    },
    onRefusal: (row, { code, detail }, channel) => ports.onFailure(code, row.id, detail, channel),
  });

  async function bring(row: OutboxRow): Promise<void> {
    const delivery = await sendBestWay(row, await directory.open(row.personId));
    switch (delivery.kind) {
      case 'sent':
        return outbox.recordSent(row.id, { ...delivery.receipt, channel: delivery.channel });
      case 'nudged': {
        const { receipt, channel, way } = delivery;
        return outbox.recordNudged(row.id, { ...receipt, channel, way });
      }
      case 'retry':
        return retryLater(row, delivery.code);
      case 'wait':
        return outbox.hold(row.id, delivery.because, delivery.until);
      case 'keep':
        return outbox.hold(row.id, row.nudge === undefined ? delivery.because : 'nudged');
      case 'refused':
        return outbox.recordFailed(row.id, 'refused');
    }
  }

  async function retryLater(row: OutboxRow, code: 'unreachable' | 'busy' | 'channel_down') {
    const pauseMs =
      code === 'channel_down' ? longestRetryMs : firstRetryMs * 2 ** (row.attempts - 1);
    const retryAt = new Date(now().getTime() + Math.min(pauseMs, longestRetryMs));
    return code === 'channel_down' || row.attempts < maxTries
      ? outbox.recordRetry(row.id, code, retryAt)
      : outbox.hold(row.id, code);
  }

  async function chooseWords({ reply, personId }: OutboxRow): Promise<Words> {
    const { language, manner } = await ports.speechOf(personId);
    return ports.render(reply, language, manner);
  }

  async function deliverRow(row: OutboxRow): Promise<void> {
    const words = row.words ?? (await chooseWords(row));
    const until = new Date(now().getTime() + ports.claimMs);
    const claimed = await outbox.claim(row.id, ports.newOwner(), now(), until, words);
    if (claimed === undefined) return;
    try {
      await bring(claimed);
    } catch (error) {
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
