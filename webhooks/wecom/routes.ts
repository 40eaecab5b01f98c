import { Router } from '@koa/router';
import type { AnswerStaff, StaffSaid } from '../../bot/index.ts';
import type { HttpContext, HttpState } from '../../platform/http/index.ts';
import {
  type AnswerOptions,
  answerMessage,
  type HashEvent,
  mountCallback,
} from '../wx-callback/index.ts';
import { CallbackError, createCallbackCrypto, toTextReplyXml } from '../wx-crypto/index.ts';
import { type WecomMessage, WecomMessageSchema } from './message.ts';
import { toInbound } from './to-inbound.ts';
import { createOpenFields, openEcho } from './verify.ts';

export type WecomOptions = AnswerOptions & {
  readonly corpId: string;
  readonly agentId: number;
  readonly token: string;
  /** The current EncodingAESKey, then the previous. */
  readonly aesKeys: readonly string[];
  readonly hashEvent: HashEvent;
  readonly randomBytes: (size: number) => Buffer;
  /** Told once the press of a card's button is stored or acted on, with the code by which its buttons can be taken off. */
  readonly onCardUsed: (userId: string, responseCode: string, label?: string) => void;
  /** Answers what members of staff press and say; undefined for what goes the way of everybody's messages. */
  readonly answerStaff?: AnswerStaff;
};

/** The callback of a WeCom app: URL check (GET) and encrypted messages (POST). */
export function createWecomRouter(options: WecomOptions): Router<HttpState> {
  const crypto = createCallbackCrypto({ ...options, receiveId: options.corpId });
  const openFields = createOpenFields(crypto, WecomMessageSchema);
  const router = new Router<HttpState>();
  mountCallback(router, {
    path: '/webhooks/wecom',
    nothing: '',
    check: (query) => openEcho(crypto, query),
    open(query) {
      const arrivedAt = options.now();
      const openBody = openFields(query);
      return (body) => ({ arrivedAt, ...openBody(body) });
    },
    async take(ctx, { arrivedAt, fields: message, seal }) {
      requireReceiver(message, options);
      if (await answerStaffAt(ctx, message, seal, options)) return;
      const inbound = toInbound(message, options.hashEvent);
      if (inbound === undefined) return;
      const { FromUserName: to, ToUserName: from, ResponseCode } = message;
      await answerMessage(ctx, { inbound, arrivedAt, to, from, seal }, options);
      if (ResponseCode !== undefined) options.onCardUsed(to, ResponseCode);
    },
  });
  return router;
}

/** Acts within the callback: the platform comes again when that fails, and every act may be repeated. */
async function answerStaffAt(
  ctx: HttpContext,
  message: WecomMessage,
  seal: (replyXml: string) => string,
  { answerStaff, onCardUsed, now }: WecomOptions,
): Promise<boolean> {
  const { FromUserName: to, ToUserName: from, ResponseCode } = message;
  const said = toStaffSaid(message);
  const answer = said === undefined ? undefined : await answerStaff?.(to, said);
  if (answer === undefined) return false;
  ctx.body = seal(toTextReplyXml({ to, from, at: now(), text: answer.text }));
  ctx.type = 'application/xml';
  if (ResponseCode !== undefined && answer.label !== undefined) {
    onCardUsed(to, ResponseCode, answer.label);
  }
  return true;
}

function toStaffSaid(message: WecomMessage): StaffSaid | undefined {
  const { MsgType, Content = '', Event = '', EventKey = '', SelectedItems } = message;
  if (MsgType === 'text') return { kind: 'text', text: Content };
  if (MsgType !== 'event' || Event.toLowerCase() !== 'template_card_event') return undefined;
  const reasonId = SelectedItems?.SelectedItem.OptionIds.OptionId;
  return { kind: 'card', key: EventKey, ...(reasonId !== undefined && { reasonId }) };
}

/** Another corporation's message, or another app's, is not for us whoever signed it. */
function requireReceiver(
  { ToUserName, AgentID }: WecomMessage,
  { corpId, agentId }: Pick<WecomOptions, 'corpId' | 'agentId'>,
): void {
  if (ToUserName !== corpId) throw new CallbackError('callback_forged', 'corp');
  if (AgentID !== undefined && AgentID !== String(agentId)) {
    throw new CallbackError('callback_forged', 'agent');
  }
}
