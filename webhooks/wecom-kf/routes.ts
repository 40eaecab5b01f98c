import type { StreamCursors } from '../../bot/index.ts';
import { Router } from '@koa/router';
import { z } from 'zod';
import { HttpError, type HttpState } from '../../platform/http/index.ts';
import { createOpenFields, openEcho } from '../wecom/index.ts';
import { mountCallback } from '../wx-callback/index.ts';
import { CallbackError, createCallbackCrypto } from '../wx-crypto/index.ts';

export type WecomKfOptions = {
  readonly corpId: string;
  readonly token: string;
  /** The current EncodingAESKey, then the previous. */
  readonly aesKeys: readonly string[];
  readonly cursors: Pick<StreamCursors, 'note'>;
  /** Reads the account's stream in the background. */
  readonly pullSoon: (openKfId: string, token: string | undefined) => void;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Buffer;
};

/** Says only that there is something to read. https://developer.work.weixin.qq.com/document/path/94670 */
const KfCallbackSchema = z.object({
  ToUserName: z.string().min(1).max(64),
  MsgType: z.string().max(64),
  Event: z.string().max(64).optional(),
  Token: z.string().max(512).optional(),
  OpenKfId: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
});

/**
 * The callback of customer service: URL check (GET) and the word that messages wait (POST). It is acknowledged
 * once the account is known for good: whatever happens to the pull, the poll then reads what waits.
 */
export function createWecomKfRouter(options: WecomKfOptions): Router<HttpState> {
  const { corpId, cursors, pullSoon } = options;
  const crypto = createCallbackCrypto({ ...options, receiveId: corpId });
  const open = createOpenFields(crypto, KfCallbackSchema);
  const router = new Router<HttpState>();
  mountCallback(router, {
    path: '/webhooks/wecom-kf',
    nothing: '',
    check: (query) => openEcho(crypto, query),
    open,
    async take(_ctx, { fields }) {
      const { ToUserName, Event = '', OpenKfId, Token } = fields;
      if (ToUserName !== corpId) throw new CallbackError('callback_forged', 'corp');
      if (Event.toLowerCase() !== 'kf_msg_or_event' || OpenKfId === undefined) return;
      await noteAccount(cursors, OpenKfId);
      pullSoon(OpenKfId, Token);
    },
  });
  return router;
}

async function noteAccount(cursors: Pick<StreamCursors, 'note'>, openKfId: string): Promise<void> {
  try {
    await cursors.note(openKfId);
  } catch (error) {
    throw new HttpError('message_not_stored', {}, { cause: error });
  }
}
