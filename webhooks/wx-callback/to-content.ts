import type { ChannelName, Content } from '../../bot/index.ts';
import { toPlatformUrl } from '../wx-api/index.ts';
import type { MessageFields } from './message-fields.ts';

/** Makes the id of an event, which has none: a keyed hash, so that no address can be read or guessed from it. */
export type HashEvent = (parts: readonly string[]) => string;

/** The same over the platform's retries. Two different events can share a second, hence name and key beside sender and time. */
export function toMessageId(
  channel: ChannelName,
  message: MessageFields & { readonly FromUserName: string },
  hashEvent: HashEvent,
  more: readonly string[] = [],
): string {
  const { FromUserName, CreateTime, MsgType, MsgId, Event, EventKey, Content: words } = message;
  if (MsgType !== 'event' && MsgId !== undefined) return `${channel}-m-${MsgId}`;
  const parts = [FromUserName, CreateTime, Event ?? MsgType, EventKey ?? words ?? '', ...more];
  return `${channel}-e-${hashEvent(parts)}`;
}

/** What the platform writes as a text in place of stickers and whatever else it does not hand on. */
const notHandedOn = '【收到不支持的消息类型，暂无法显示】';

/** Frees a message, which is no event, of the platform's form. */
export function toContent(message: MessageFields): Content {
  const { MsgType: type, MediaId: mediaId } = message;
  switch (type) {
    case 'text':
      return toTextContent(message.Content ?? '');
    case 'image':
      return mediaId ? toImage(message, mediaId) : toUnsupported(type);
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

/** An address elsewhere than with the platform is dropped here: nothing later may follow it. */
function toImage({ PicUrl = '' }: MessageFields, mediaId: string): Content {
  const pictureUrl = toPlatformUrl(PicUrl);
  return { kind: 'image', mediaId, ...(pictureUrl && { pictureUrl }) };
}

function toVoice(message: MessageFields, mediaId: string): Content {
  const { Format: format = 'amr', Recognition: recognition } = message;
  return { kind: 'voice', mediaId, format, ...(recognition && { recognition }) };
}

function toVideo({ ThumbMediaId: thumbMediaId }: MessageFields, mediaId: string): Content {
  return { kind: 'video', mediaId, ...(thumbMediaId && { thumbMediaId }) };
}

function toLocation({ Location_X, Location_Y, Label: label = '' }: MessageFields): Content {
  const latitude = Number(Location_X ?? Number.NaN);
  const longitude = Number(Location_Y ?? Number.NaN);
  return toPlace(latitude, longitude, label);
}

/** A place on the map, if it is one. */
export function toPlace(latitude: number, longitude: number, label: string): Content {
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPlace ? { kind: 'location', latitude, longitude, label } : toUnsupported('location');
}

/** An event that the conversation cares about. */
export function toEvent(
  name: 'follow' | 'unfollow' | 'scan' | 'menu' | 'open',
  key: string,
): Content {
  return { kind: 'event', name, ...(key !== '' && { key }) };
}
