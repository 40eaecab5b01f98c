import type { Channel, ChannelErrorCode, Words } from './channel.ts';
import type { ChannelName } from './message.ts';
import { createDeliverTogether } from './deliver-together.ts';
import {
  channelRules,
  createSendBestWay,
  isBundled,
  type BundledRow,
  type Delivery,
  type LedgerKeeper,
  type OfficeHours,
  type Parcel,
  type WordedRow,
} from './reach/index.ts';
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
  readonly ledgers: Pick<LedgerKeeper, 'find' | 'noteTold' | 'reserve' | 'settle'>;
  readonly hours: OfficeHours;
  readonly speechOf: (personId: string) => Promise<Speech>;
  readonly render: Render;
  readonly newOwner: () => string;
  readonly now: () => Date;
  readonly claimMs: number;
  /** Where platforms give back what they took: applies what came back before its sending was recorded. */
  readonly takeBackEarly?: (channel: ChannelName, platformId: string) => Promise<void>;
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
  const { outbox, directory, transcript, ledgers, now } = ports;
  const sendBestWay = createSendBestWay({
    ...ports,
    sayNews: async (personId) =>
      ports.render({ key: 'notice.news' }, (await ports.speechOf(personId)).language).text,
    async onSend(rows, channel) {
      await transcript.append(rows.map((row) => toOutboundLine(row, channel, now())));
      for (const personId of new Set(rows.map((row) => row.personId))) ports.announce(personId);
    },
    onRefusal: (row, { code, detail }, channel) => ports.onFailure(code, row.id, detail, channel),
  });

  /** Writes down for one of the rows that left, or could not leave, together. */
  async function record(row: OutboxRow, delivery: Delivery, attempts: number): Promise<void> {
    switch (delivery.kind) {
      case 'sent':
        return outbox.recordSent(row.id, { ...delivery.receipt, channel: delivery.channel });
      case 'nudged': {
        const { receipt, channel, way } = delivery;
        return row.nudge === undefined
          ? outbox.recordNudged(row.id, { ...receipt, channel, way })
          : outbox.hold(row.id, 'nudged');
      }
      case 'retry':
        return retryLater(row, delivery.code, attempts);
      case 'wait':
        return outbox.hold(row.id, delivery.because, delivery.until);
      case 'keep':
        return outbox.hold(row.id, row.nudge === undefined ? delivery.because : 'nudged');
      case 'refused':
        return outbox.recordFailed(row.id, 'refused');
    }
  }

  /** Sends claimed rows as one and records what became of each. */
  async function send(parcel: Parcel): Promise<void> {
    const { first, rows } = parcel;
    const { personId, attempts } = first;
    const delivery = await sendBestWay(parcel, await directory.open(personId));
    for (const row of rows) await record(row, delivery, attempts);
    if (delivery.kind !== 'sent' && delivery.kind !== 'nudged') return;
    const { platformId } = delivery.receipt;
    if (platformId !== undefined) await ports.takeBackEarly?.(delivery.channel, platformId);
    const ticketIds = rows.filter(isBundled).map(({ ticketId }) => ticketId);
    if (ticketIds.length === 0 || !channelRules[delivery.channel].ringsPhone) return;
    await ledgers.noteTold(personId, ticketIds, now());
  }

  async function retryLater(
    row: OutboxRow,
    code: 'unreachable' | 'busy' | 'channel_down',
    attempts: number,
  ) {
    const pauseMs = code === 'channel_down' ? longestRetryMs : firstRetryMs * 2 ** (attempts - 1);
    const retryAt = new Date(now().getTime() + Math.min(pauseMs, longestRetryMs));
    return code === 'channel_down' || row.attempts < maxTries
      ? outbox.recordRetry(row.id, code, retryAt)
      : outbox.hold(row.id, code);
  }

  async function bring(parcel: Parcel): Promise<void> {
    try {
      await send(parcel);
    } catch (error) {
      // A fault of ours rises; the claim runs out and the row is tried again, but not for ever.
      for (const { id, attempts } of parcel.rows) {
        if (attempts >= maxFaults) await outbox.recordFailed(id, 'fault');
      }
      throw error;
    }
  }

  async function claim(row: OutboxRow, words: Words): Promise<OutboxRow | undefined> {
    const until = new Date(now().getTime() + ports.claimMs);
    return outbox.claim(row.id, ports.newOwner(), now(), until, words);
  }

  const deliverTogether = createDeliverTogether({ ...ports, claim, bring });

  async function deliverRow(row: OutboxRow): Promise<void> {
    const words = row.words ?? chooseWords(row, await ports.speechOf(row.personId));
    const claimed = await claim(row, words);
    if (claimed === undefined) return;
    await bring({ first: claimed, rows: [claimed], words: claimed.words ?? words });
  }

  const chooseWords = ({ reply }: OutboxRow, { language, manner }: Speech): Words =>
    ports.render(reply, language, manner);

  const withWords = (rows: readonly BundledRow[], speech: Speech): readonly WordedRow[] =>
    rows.map((row) => ({ ...row, words: row.words ?? chooseWords(row, speech) }));

  /** Due rows that are free to be taken, in order, up to one that another deliverer is sending. */
  function listFree(rows: readonly OutboxRow[]): readonly OutboxRow[] {
    const free: OutboxRow[] = [];
    for (const row of rows) {
      if (row.dueAt > now()) continue;
      const held = row.status === 'claimed' ? row.claim : undefined;
      // What comes behind a row that is being sent waits, so that the order holds.
      if (held !== undefined && held.until > now()) {
        if (held.by === 'push') break;
      } else free.push(row);
    }
    return free;
  }

  /** One pass over what is due, in order; false when nothing was left to do or another deliverer is at it. */
  async function deliverDue(personId: string): Promise<boolean> {
    const free = listFree(await outbox.listOpenFor(personId, batchSize));
    if (free.length === 0) return false;
    const together = free.filter(isBundled);
    // In the elderly manner: short, and one thing at a time.
    const speech = together.length > 0 ? await ports.speechOf(personId) : undefined;
    const isPlain = speech !== undefined && speech.manner !== 'elderly';
    for (const row of free) {
      if (!isPlain || !isBundled(row)) await deliverRow(row);
      else if (row === together[0]) await deliverTogether(withWords(together, speech), speech);
    }
    return true;
  }

  // Rows that came meanwhile are sent by whoever is at it already: their own ring may have stopped at a claim.
  return async function deliver(personId: string): Promise<void> {
    let hasMore = true;
    while (hasMore) hasMore = await deliverDue(personId);
  };
}
