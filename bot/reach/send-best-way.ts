import {
  ChannelError,
  type Channel,
  type ChannelErrorCode,
  type Receipt,
  type Words,
} from '../channel.ts';
import type { Address, ChannelName } from '../message.ts';
import type { OutboxRow } from '../stores.ts';
import {
  chooseWay,
  type KeepReason,
  type OfficeHours,
  type ReachableChannel,
  type ToTell,
} from './choose-way.ts';
import type { LedgerKeeper } from './keep-ledger.ts';
import type { Way } from './ledger.ts';
import type { Send, SendOutcome } from './reserve.ts';
import type { NudgeWay } from './rules.ts';

/** What became of a row: its words or only its number left, or why not and when to try again. */
export type Delivery =
  | { readonly kind: 'sent'; readonly channel: ChannelName; readonly receipt: Receipt }
  | {
      readonly kind: 'nudged';
      readonly channel: ChannelName;
      readonly way: NudgeWay;
      readonly receipt: Receipt;
    }
  | { readonly kind: 'retry'; readonly code: 'unreachable' | 'busy' | 'channel_down' }
  | { readonly kind: 'wait'; readonly until: Date; readonly because: 'office_hours' | 'busy' }
  | { readonly kind: 'keep'; readonly because: KeepReason }
  | { readonly kind: 'refused' };

/** What leaves as one: a row, or several notices in one message. All rows are claimed, and of one person. */
export type Parcel = {
  readonly first: OutboxRow;
  readonly rows: readonly OutboxRow[];
  readonly words: Words;
};

type SendPorts = {
  readonly ledgers: Pick<LedgerKeeper, 'find' | 'reserve' | 'settle'>;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly hours: OfficeHours;
  readonly now: () => Date;
  /** 「有新进展」 in the person's language. */
  readonly sayNews: (personId: string) => Promise<string>;
  /** Before the words leave in a channel. */
  readonly onSend: (rows: readonly OutboxRow[], channel: ChannelName) => Promise<void>;
  readonly onRefusal: (row: OutboxRow, error: ChannelError, channel: ChannelName) => void;
};

/** Beyond the ways of two channels nothing new comes. */
const maxTries = 8;

/** Brings claimed rows by the best way that is open, and by the next one where the platform says no. */
export function createSendBestWay(ports: SendPorts) {
  const { ledgers, channels, hours, now } = ports;

  return async function sendBestWay(
    parcel: Parcel,
    addresses: readonly Address[],
  ): Promise<Delivery> {
    const { personId } = parcel.first;
    const toTell = toToTell(parcel, addresses, channels);
    const tried: Way[] = [];
    let because: KeepReason | undefined;
    let isDown = false;
    const giveUp = (why: KeepReason): Delivery =>
      isDown ? { kind: 'retry', code: 'channel_down' } : { kind: 'keep', because: why };
    while (tried.length < maxTries) {
      const ledger = await ledgers.find(personId);
      const choice = chooseWay(ledger, toTell, now(), { hours, tried });
      if (choice.kind === 'wait') return choice;
      if (choice.kind === 'keep') return giveUp(because ?? choice.because);
      const { way } = choice;
      tried.push(way);
      const result = await attempt(parcel, way, toTell, addresses);
      if (!('code' in result)) return result;
      const { code } = result;
      if (code === 'unreachable' || code === 'busy') return { kind: 'retry', code };
      if (way.kind !== 'message' || code === 'lost_race') continue;
      if (code === 'channel_down') {
        isDown = true;
        continue;
      }
      if (code === 'refused') return { kind: 'refused' };
      because = code === 'blocked' ? 'blocked' : 'window_closed';
    }
    return giveUp(because ?? 'window_closed');
  };

  async function attempt(
    parcel: Parcel,
    way: Way,
    toTell: ToTell,
    addresses: readonly Address[],
  ): Promise<Delivery | { readonly code: ChannelErrorCode | 'lost_race' }> {
    const count = way.kind === 'message' ? toTell.countMessages(way.channel) : 1;
    const { personId } = parcel.first;
    const { id, answeredAt } = toTell;
    const send: Send = { id, count, at: now(), ...(answeredAt && { answeredAt }) };
    const settle = (outcome: SendOutcome) => ledgers.settle(personId, way, send, outcome);
    if (!(await ledgers.reserve(personId, way, send))) return { code: 'lost_race' };
    try {
      const receipt = await sendBy(parcel, way, addresses);
      await settle({ kind: 'taken' });
      return way.kind === 'message'
        ? { kind: 'sent', channel: way.channel, receipt }
        : { kind: 'nudged', channel: way.channel, way: way.kind, receipt };
    } catch (error) {
      // A fault of ours rises; what was reserved for it stays counted.
      if (!(error instanceof ChannelError)) throw error;
      await settle({ kind: mayHaveArrived(error) ? 'unknown' : 'refused', code: error.code });
      ports.onRefusal(parcel.first, error, way.channel);
      return { code: error.code };
    }
  }

  async function sendBy(
    { first, rows, words }: Parcel,
    way: Way,
    addresses: readonly Address[],
  ): Promise<Receipt> {
    const channel = channels.get(way.channel);
    const address = addresses.find((bound) => bound.channel === way.channel);
    if (channel === undefined || address === undefined) throw new Error('a way to nowhere');
    if (way.kind === 'message') {
      await ports.onSend(rows, way.channel);
      return channel.send(address.userId, words, toKey(rows, toSendKey));
    }
    const [fresh] = listNudgeable(rows);
    const number = fresh && findNumber(fresh);
    const send = channel.nudges?.[way.kind]?.send;
    if (number === undefined || send === undefined) throw new Error('a nudge without a way');
    const nudge = { number, news: await ports.sayNews(first.personId) };
    return send(
      address.userId,
      nudge,
      toKey(listNudgeable(rows), ({ id }) => id),
    );
  }
}

/** A bundle is another message than any other of its rows, also to a platform that drops repeats. */
function toKey(rows: readonly OutboxRow[], toOne: (row: OutboxRow) => string): string {
  return rows.map(toOne).join('+');
}

/** A platform that gave the row back would take it for a repeat under the same key, and bring nothing. */
function toSendKey({ id, returns = 0 }: OutboxRow): string {
  return returns === 0 ? id : `${id}~${returns}`;
}

/** Rows of which a number may leave ahead of the words, which none did yet. */
function listNudgeable(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  return rows.filter(
    (row) => row.kind !== 'reply' && row.nudge === undefined && findNumber(row) !== undefined,
  );
}

/** The number of the matter: all of a notice that a lock screen may show. */
function findNumber({ reply }: OutboxRow): string | undefined {
  const number = reply.values?.['number'];
  return number === undefined ? undefined : String(number);
}

/** What decides the way of these rows, which go as one. */
export function toToTell(
  { first, rows, words }: Parcel,
  addresses: readonly Address[],
  channels: ReadonlyMap<ChannelName, Channel>,
): ToTell {
  return {
    id: toKey(rows, ({ id }) => id),
    urgency: first.urgency ?? 'normal',
    isNotice: first.kind === 'notice',
    ...(first.kind !== 'notice' && { answeredAt: first.createdAt }),
    mayNudge: listNudgeable(rows).length > 0,
    channels: listReachable(first, addresses, channels),
    countMessages: (name) => channels.get(name)?.countMessages?.(words) ?? 1,
  };
}

/** Channels that run here, the one that asked first; an answer goes nowhere else while that one is there. */
function listReachable(
  row: OutboxRow,
  addresses: readonly Address[],
  channels: ReadonlyMap<ChannelName, Channel>,
): readonly ReachableChannel[] {
  const names = [...new Set(addresses.map(({ channel }) => channel))].filter((name) =>
    channels.has(name),
  );
  const asked = names.filter((name) => name === row.channel);
  const ordered = [...asked, ...names.filter((name) => name !== row.channel)];
  const used = row.kind === 'reply' ? ordered.slice(0, 1) : ordered;
  return used.map((channel) => {
    const { subscription, template } = channels.get(channel)?.nudges ?? {};
    return {
      channel,
      ...(subscription && { subscriptionTemplateId: subscription.templateId }),
      hasTemplate: template !== undefined,
    };
  });
}

/** The network's words for a connection that never came about. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function mayHaveArrived({ code, detail }: ChannelError): boolean {
  return code === 'unreachable' && !neverConnected.has(detail);
}
