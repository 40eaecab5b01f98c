import type { Content, InboundMessage } from '../../bot/index.ts';
import { type HashEvent, toContent, toEvent, toMessageId } from '../wx-callback/index.ts';
import type { WecomMessage } from './message.ts';

/** Frees a message of WeCom's form; undefined for events that nobody waits an answer for. */
export function toInbound(message: WecomMessage, hashEvent: HashEvent): InboundMessage | undefined {
  const content = message.MsgType === 'event' ? toEventContent(message) : toContent(message);
  if (content === undefined) return undefined;
  const { AgentID = '', TaskId = '' } = message;
  return {
    id: toMessageId('wecom', message, hashEvent, [AgentID, TaskId]),
    from: { channel: 'wecom', userId: message.FromUserName },
    sentAt: new Date(Number(message.CreateTime) * 1000),
    content,
  };
}

/** A pressed button says what its key holds. The rest (LOCATION, view, pic_*, contacts, approvals) ends here. */
function toEventContent({ Event = '', EventKey = '', ScanCodeInfo }: WecomMessage) {
  switch (Event.toLowerCase()) {
    case 'subscribe':
      return toEvent('follow', '');
    case 'unsubscribe':
      return toEvent('unfollow', '');
    case 'enter_agent':
      return toEvent('open', '');
    case 'click':
      return toEvent('menu', EventKey);
    case 'scancode_waitmsg':
      return toEvent('scan', ScanCodeInfo?.ScanResult ?? '');
    case 'template_card_event':
    case 'template_card_menu_event':
      return toSaid(EventKey);
    default:
      return undefined;
  }
}

function toSaid(text: string): Content | undefined {
  return text === '' ? undefined : { kind: 'text', text };
}
