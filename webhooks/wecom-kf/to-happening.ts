import type { ChannelErrorCode, Content, InboundMessage } from '../../bot/index.ts';
import { type HashEvent, toEvent, toPlace } from '../wx-callback/index.ts';
import { toUserId } from './address.ts';
import { readMenuId } from './menu.ts';
import type { KfEvent, KfMessage } from './message.ts';
import { toRowId } from './send-id.ts';

/** What a message of the stream means for us. */
export type Happening =
  | { readonly kind: 'message'; readonly inbound: InboundMessage; readonly welcomeCode?: string }
  /** A message that the platform had taken from us did not arrive. */
  | { readonly kind: 'returned'; readonly platformId: string; readonly failure: ChannelErrorCode }
  /** A servicer took the session over, or it ended. */
  | {
      readonly kind: 'session';
      readonly userId: string;
      readonly isWithPerson: boolean;
      readonly at: Date;
    };

const fromCustomer = 3;
const fromPlatform = 4;

/** Frees a message of WeCom's form; undefined for what needs no answer: servicers' words, status changes, recalls. */
export function toHappening(message: KfMessage, hashEvent: HashEvent): Happening | undefined {
  const { event } = message;
  if (message.origin === fromPlatform && event !== undefined) {
    return toEventHappening(message, event, hashEvent);
  }
  if (message.origin !== fromCustomer) return undefined;
  return toMessage(message, toContent(message), hashEvent);
}

function toMessage(message: KfMessage, content: Content, hashEvent: HashEvent) {
  const { event, msgid } = message;
  const openKfId = message.open_kfid ?? event?.open_kfid;
  const externalUserId = message.external_userid ?? event?.external_userid;
  if (openKfId === undefined || externalUserId === undefined) return undefined;
  const inbound: InboundMessage = {
    id: `wecom-kf-m-${/^[\w-]{1,64}$/.test(msgid) ? msgid : hashEvent([msgid])}`,
    from: { channel: 'wecom-kf', userId: toUserId({ openKfId, externalUserId }) },
    sentAt: toTime(message),
    content,
  };
  return { kind: 'message', inbound } as const;
}

const toTime = ({ send_time }: KfMessage): Date => new Date(send_time * 1000);

function toContent({ msgtype, text, location, link, ...message }: KfMessage): Content {
  const mediaId = readMediaId(msgtype, message);
  if (text !== undefined && msgtype === 'text') return toText(text);
  if (location !== undefined && msgtype === 'location') {
    const { latitude, longitude, name, address } = location;
    return toPlace(latitude, longitude, [name, address].filter(Boolean).join(' '));
  }
  if (link !== undefined && msgtype === 'link') {
    return { kind: 'link', title: link.title, description: link.desc, url: link.url };
  }
  if (mediaId === undefined) return { kind: 'unsupported', type: msgtype };
  if (msgtype === 'image') return { kind: 'image', mediaId };
  if (msgtype === 'voice') return { kind: 'voice', mediaId, format: 'amr' };
  if (msgtype === 'video') return { kind: 'video', mediaId };
  return { kind: 'file', mediaId, name: '' };
}

function readMediaId(
  type: string,
  { image, voice, video, file }: Pick<KfMessage, 'image' | 'voice' | 'video' | 'file'>,
): string | undefined {
  const byType: Readonly<Record<string, typeof image>> = { image, voice, video, file };
  return Object.hasOwn(byType, type) ? byType[type]?.media_id : undefined;
}

/** A tapped menu item says what it was offered for, not its label. */
function toText({ content, menu_id }: NonNullable<KfMessage['text']>): Content {
  const text = readMenuId(menu_id) ?? content;
  return text === '' ? { kind: 'unsupported', type: 'text' } : { kind: 'text', text };
}

function toEventHappening(
  message: KfMessage,
  event: KfEvent,
  hashEvent: HashEvent,
): Happening | undefined {
  switch (event.event_type) {
    case 'enter_session':
      return toEntry(message, event, hashEvent);
    case 'msg_send_fail':
      return toReturned(event);
    case 'session_status_change':
      return toSessionChange(event, toTime(message));
    default:
      return undefined;
  }
}

/** Without a code, and without a contact point to note, there is nothing to say to who comes back. */
function toEntry(
  message: KfMessage,
  { welcome_code: welcomeCode = '', scene_param = '' }: KfEvent,
  hashEvent: HashEvent,
): Happening | undefined {
  if (welcomeCode === '' && scene_param === '') return undefined;
  const content = scene_param === '' ? toEvent('open', '') : toEvent('scan', scene_param);
  const entry = toMessage(message, content, hashEvent);
  return entry && { ...entry, ...(welcomeCode !== '' && { welcomeCode }) };
}

/** Account deleted, app closed, not verified: our side is down. Over 48 hours, closed, over five: the window is. */
const failures: ReadonlyMap<number | undefined, ChannelErrorCode> = new Map([
  [1, 'channel_down'],
  [2, 'channel_down'],
  [4, 'window_closed'],
  [5, 'window_closed'],
  [6, 'window_closed'],
  [7, 'channel_down'],
  [8, 'channel_down'],
  [9, 'channel_down'],
  [10, 'blocked'],
]);

function toReturned({ fail_msgid, fail_type }: KfEvent): Happening | undefined {
  if (fail_msgid === undefined) return undefined;
  const failure = failures.get(fail_type) ?? 'unreachable';
  return { kind: 'returned', platformId: toRowId(fail_msgid), failure };
}

/** 1 taken from the pool, 2 handed on, 4 taken up again; 3 ended. */
const personChanges: ReadonlySet<number | undefined> = new Set([1, 2, 4]);
const endedChange = 3;

function toSessionChange(event: KfEvent, at: Date): Happening | undefined {
  const { open_kfid: openKfId, external_userid: externalUserId, change_type } = event;
  const isWithPerson = personChanges.has(change_type);
  if (openKfId === undefined || externalUserId === undefined) return undefined;
  if (!isWithPerson && change_type !== endedChange) return undefined;
  const userId = toUserId({ openKfId, externalUserId });
  return { kind: 'session', userId, isWithPerson, at };
}
