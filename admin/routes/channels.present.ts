import type { ChannelDay } from '../../bot/index.ts';
import type { WechatyStatus, WechatySwitch } from '../../bot/wechaty/index.ts';
import {
  shownChannels,
  type ChannelList,
  type ChannelView,
  type DownCause,
  type ShownChannel,
  type WechatyView,
} from './channels.schema.ts';

export type ChannelFile = {
  readonly on: ReadonlySet<string>;
  readonly today: string;
  /** Every day that is shown, oldest first. */
  readonly days: readonly string[];
  readonly figures: readonly ChannelDay[];
  readonly wechaty?: {
    readonly status: WechatyStatus | undefined;
    readonly wanted: WechatySwitch;
    readonly availability: 'online' | 'soon' | 'down';
  };
};

/** The platforms' codes for a channel that is down, by what staff can do (errors of WeChat and WeCom alike). */
const causes: ReadonlyMap<string, DownCause> = new Map<string, DownCause>([
  ...['40001', '40013', '40125', '41004'].map((code) => [code, 'secret'] as const),
  ...['40164', '60020'].map((code) => [code, 'address'] as const),
  ...['40243', '50002', '50007'].map((code) => [code, 'frozen'] as const),
  ...['48001', '48002', '48004', '60011'].map((code) => [code, 'permission'] as const),
  ...['45009'].map((code) => [code, 'limit'] as const),
  ...['89503', '89506', '89507'].map((code) => [code, 'approval'] as const),
]);

/** How every channel does, in figures and one state each. */
export function presentChannels(file: ChannelFile): ChannelList {
  const { days, figures, wechaty } = file;
  return {
    items: shownChannels.map((channel) => presentChannel(channel, file)),
    days: days.map((day) => ({
      day,
      counts: shownChannels.map((channel) => ({
        channel,
        messages: figures
          .filter((figure) => figure.day === day && figure.channel === channel)
          .reduce((sum, { received, sent }) => sum + received + sent, 0),
      })),
    })),
    ...(wechaty && { wechaty: presentWechaty(wechaty) }),
  };
}

function presentChannel(channel: ShownChannel, file: ChannelFile): ChannelView {
  const own = file.figures.filter((figure) => figure.channel === channel);
  const today = own.find(({ day }) => day === file.today);
  const lastReceivedAt = own.findLast((day) => day.lastReceivedAt)?.lastReceivedAt;
  const lastSentAt = own.findLast((day) => day.lastSentAt)?.lastSentAt;
  const failure = own.findLast((day) => day.lastFailure)?.lastFailure;
  const isOpenFailure = failure !== undefined && !(lastSentAt && lastSentAt > failure.at);
  return {
    channel,
    ...judge(channel, file, isOpenFailure ? failure : undefined),
    ...(isOpenFailure && { detail: failure.detail, lastFailedAt: failure.at.toISOString() }),
    ...(lastReceivedAt && { lastReceivedAt: lastReceivedAt.toISOString() }),
    ...(lastSentAt && { lastSentAt: lastSentAt.toISOString() }),
    receivedToday: today?.received ?? 0,
    sentToday: today?.sent ?? 0,
    failedToday: today?.failed ?? 0,
  };
}

function judge(
  channel: ShownChannel,
  { on, wechaty }: ChannelFile,
  failure: ChannelDay['lastFailure'],
): Pick<ChannelView, 'state' | 'cause'> {
  if (!on.has(channel)) return { state: 'off' };
  if (channel === 'wechaty') {
    if (wechaty?.availability === 'online') return { state: 'working' };
    return wechaty?.availability === 'soon'
      ? { state: 'troubled' }
      : { state: 'down', cause: 'wechaty' };
  }
  if (failure === undefined) return { state: 'working' };
  if (failure.code !== 'channel_down') return { state: 'troubled' };
  return { state: 'down', cause: causes.get(failure.detail) ?? 'other' };
}

function presentWechaty({
  status,
  wanted,
  availability,
}: NonNullable<ChannelFile['wechaty']>): WechatyView {
  // What nobody renewed is of a process that is gone.
  const isStale = status === undefined || (availability === 'down' && status.phase === 'online');
  return {
    isSwitchedOn: wanted.isOn,
    phase: isStale ? 'nowhere' : status.phase,
    ...(status?.since && { since: status.since.toISOString() }),
    ...(status?.until && { until: status.until.toISOString() }),
    attempts: status?.attempts ?? 0,
    failures: status?.failures ?? 0,
    ...(status?.lastEnd && {
      lastEnd: { at: status.lastEnd.at.toISOString(), reason: status.lastEnd.reason },
    }),
  };
}
