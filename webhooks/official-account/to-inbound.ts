import type { Content, InboundMessage } from '../../bot/index.ts';
import { type HashEvent, toContent, toEvent, toMessageId } from '../wx-callback/index.ts';
import type { WechatMessage } from './message.ts';

/** Frees a message of WeChat's form; undefined for events that nobody waits an answer for. */
export function toInbound(
  message: WechatMessage,
  hashEvent: HashEvent,
): InboundMessage | undefined {
  const content = message.MsgType === 'event' ? toEventContent(message) : toContent(message);
  if (content === undefined) return undefined;
  return {
    id: toMessageId('official-account', message, hashEvent),
    from: { channel: 'official-account', userId: message.FromUserName },
    sentAt: new Date(Number(message.CreateTime) * 1000),
    content,
  };
}

/**
 * The rest (LOCATION, VIEW, scancode_push, pic_*, location_select, TEMPLATESENDJOBFINISH and its like) is
 * only told to us: what the person did in them arrives as a message of its own, or needs no answer.
 */
function toEventContent(message: WechatMessage): Content | undefined {
  const { Event = '', EventKey = '', ScanCodeInfo } = message;
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
    case 'subscribe_msg_popup_event':
      return toConsent(message);
    default:
      return undefined;
  }
}

/** The templates that the person consented to, one message each; who consented to none did nothing. */
function toConsent({ SubscribeMsgPopupEvent }: WechatMessage): Content | undefined {
  const accepted = (SubscribeMsgPopupEvent?.List ?? []).filter(
    ({ SubscribeStatusString }) => SubscribeStatusString === 'accept',
  );
  if (accepted.length === 0) return undefined;
  const key = accepted.map(({ TemplateId }) => TemplateId).join(' ');
  return { kind: 'event', name: 'consent', key };
}
