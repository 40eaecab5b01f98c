import { z } from 'zod';
import {
  type CallbackCrypto,
  CallbackError,
  parseMessageXml,
  type SignedQuery,
} from '../wx-crypto/index.ts';
import { type WechatMessage, WechatMessageSchema } from './message.ts';

const QuerySchema = z.object({
  signature: z.string().max(128).default(''),
  timestamp: z.string().max(32).default(''),
  nonce: z.string().max(128).default(''),
  echostr: z.string().max(512).default(''),
  openid: z.string().max(64).optional(),
  encrypt_type: z.string().optional(),
  msg_signature: z.string().max(128).default(''),
});
export type CallbackQuery = z.infer<typeof QuerySchema>;

/** Checks the query alone, before a byte of the body is read. Throws CallbackError. */
export function verifyCallbackQuery(crypto: CallbackCrypto, query: unknown): CallbackQuery {
  const { success, data } = QuerySchema.safeParse(query);
  if (!success) throw new CallbackError('callback_malformed', 'query');
  crypto.verifyQuery(data satisfies SignedQuery, data.signature);
  return data;
}

export type VerifiedMessage = {
  readonly message: WechatMessage;
  readonly seal: (replyXml: string) => string;
};

/**
 * Verifies and opens the body. Encrypted mode only: the plain mode's signature covers no body, so one
 * overheard URL would let anybody post anything. Throws CallbackError.
 */
export function openCallback(
  crypto: CallbackCrypto,
  query: CallbackQuery,
  body: Buffer,
): VerifiedMessage {
  if (query.encrypt_type !== 'aes') throw new CallbackError('callback_forged', 'plain mode');
  const { xml, seal } = crypto.openMessage(query, query.msg_signature, body);
  const { success, data: message } = WechatMessageSchema.safeParse(parseMessageXml(xml));
  if (!success) throw new CallbackError('callback_malformed', 'fields');
  if (query.openid !== undefined && query.openid !== message.FromUserName) {
    throw new CallbackError('callback_forged', 'openid');
  }
  return { message, seal };
}
