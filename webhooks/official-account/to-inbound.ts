import type { Content, InboundMessage } from '../../bot/index.ts';
import type { WechatMessage } from './message.ts';

/** Makes the id of an event, which has none: a keyed hash, so that no openid can be read or guessed from it. */
export type HashEvent = (parts: readonly string[]) => string;

/**
 * Frees a message of WeChat's form; undefined for events that nobody waits an answer for. The id is the
 * same over WeChat's retries.
 */
export function toInbound(
  message: WechatMessage,
  hashEvent: HashEvent,
): InboundMessage | undefined {
  const content = message.MsgType === 'event' ? toEventContent(message) : toContent(message);
  if (content === undefined) return undefined;
  return {
    id: toMessageId(message, hashEvent),
    from: { channel: 'official-account', userId: message.FromUserName },
    sentAt: new Date(Number(message.CreateTime) * 1000),
    content,
  };
}

/** Two different events can share a second, hence name and key beside openid and time. */
function toMessageId(message: WechatMessage, hashEvent: HashEvent): string {
  const { FromUserName, CreateTime, MsgType, MsgId, Event, EventKey, Content: words } = message;
  if (MsgType !== 'event' && MsgId !== undefined) return `official-account-m-${MsgId}`;
  const parts = [FromUserName, CreateTime, Event ?? MsgType, EventKey ?? words ?? ''];
  return `official-account-e-${hashEvent(parts)}`;
}

/** What WeChat writes as a text in place of stickers and whatever else it does not hand on. */
const notHandedOn = '【收到不支持的消息类型，暂无法显示】';

function toContent(message: WechatMessage): Content {
  const { MsgType: type, MediaId: mediaId } = message;
  switch (type) {
    case 'text':
      return toTextContent(message.Content ?? '');
    case 'image':
      return mediaId ? { kind: 'image', mediaId } : toUnsupported(type);
    case 'voice':
      return mediaId ? toVoice(message, mediaId) : toUnsupported(type);
    case 'video':
    case 'shortvideo':
      return mediaId ? toVideo(message, mediaId) : toUnsupported(type);
    case 'file':
      return { kind: 'file', name: message.Title ?? '', ...(mediaId && { mediaId }) };
    case 'location':
      return toLocation(message);
    case 'link':
      return {
        kind: 'link',
        title: message.Title ?? '',
        description: message.Description ?? '',
        url: message.Url ?? '',
      };
    default:
      return toUnsupported(type);
  }
}

function toUnsupported(type: string): Content {
  return { kind: 'unsupported', type };
}

function toTextContent(text: string): Content {
  return text === '' || text === notHandedOn ? toUnsupported('sticker') : { kind: 'text', text };
}

function toVoice(message: WechatMessage, mediaId: string): Content {
  const { Format: format = 'amr', Recognition: recognition } = message;
  return { kind: 'voice', mediaId, format, ...(recognition && { recognition }) };
}

function toVideo({ ThumbMediaId: thumbMediaId }: WechatMessage, mediaId: string): Content {
  return { kind: 'video', mediaId, ...(thumbMediaId && { thumbMediaId }) };
}

function toLocation({ Location_X, Location_Y, Label: label = '' }: WechatMessage): Content {
  const latitude = Number(Location_X ?? Number.NaN);
  const longitude = Number(Location_Y ?? Number.NaN);
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPlace ? { kind: 'location', latitude, longitude, label } : toUnsupported('location');
}

/**
 * The rest (LOCATION, VIEW, scancode_push, pic_*, location_select, TEMPLATESENDJOBFINISH and its like) is
 * only told to us: what the person did in them arrives as a message of its own, or needs no answer.
 */
function toEventContent({ Event = '', EventKey = '', ScanCodeInfo }: WechatMessage) {
  switch (Event.toLowerCase()) {
    case 'subscribe':
      return toEvent('follow', EventKey.startsWith('qrscene_') ? EventKey.slice(8) : '');
    case 'unsubscribe':
      return toEvent('unfollow', '');
    case 'scan':
      return toEvent('scan', EventKey);
    case 'scancode_waitmsg':
      return toEvent('scan', ScanCodeInfo?.ScanResult ?? '');
    case 'click':
      return toEvent('menu', EventKey);
    default:
      return undefined;
  }
}

function toEvent(name: 'follow' | 'unfollow' | 'scan' | 'menu', key: string): Content {
  return { kind: 'event', name, ...(key !== '' && { key }) };
}
