import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Content, InboundMessage } from '../../bot/index.ts';

/** The page's key of one message, kept over its retries. */
export const ClientIdSchema = z.string().regex(/^[\w-]{8,64}$/);

export const MessageBodySchema = z.strictObject({
  id: ClientIdSchema,
  text: z
    .string()
    .max(4000)
    .refine((text) => text.trim() !== ''),
});

export type ToInbound = {
  readonly toMessageId: (sessionId: string, clientId: string) => string;
  readonly message: (
    sessionId: string,
    clientId: string,
    content: Content,
    now: Date,
  ) => InboundMessage;
  /** The one opening of a session, so that the person is greeted once. */
  readonly opening: (sessionId: string, now: Date) => InboundMessage;
  /** Somebody came by a code on a wall; the same within ten minutes, so that a repeated request counts once. */
  readonly arrival: (sessionId: string, scene: string, now: Date) => InboundMessage;
};

const sameArrivalMs = 10 * 60_000;

/** Message ids carry an HMAC of the session instead of the session, so that no person can meet another's ids. */
export function createToInbound(key: Buffer): ToInbound {
  const scope = (...parts: readonly string[]): string =>
    createHmac('sha256', key).update(parts.join('\n')).digest('hex');
  const toMessageId = (sessionId: string, clientId: string): string =>
    `web-chat-m-${scope(sessionId).slice(0, 16)}-${clientId}`;
  return {
    toMessageId,
    message: (sessionId, clientId, content, now) => ({
      id: toMessageId(sessionId, clientId),
      from: { channel: 'web-chat', userId: sessionId },
      sentAt: now,
      content,
    }),
    opening: (sessionId, now) => ({
      id: `web-chat-e-${scope(sessionId, 'open').slice(0, 32)}`,
      from: { channel: 'web-chat', userId: sessionId },
      sentAt: now,
      content: { kind: 'event', name: 'open' },
    }),
    arrival(sessionId, scene, now) {
      const moment = String(Math.floor(now.getTime() / sameArrivalMs));
      return {
        id: `web-chat-e-${scope(sessionId, 'scan', scene, moment).slice(0, 32)}`,
        from: { channel: 'web-chat', userId: sessionId },
        sentAt: now,
        content: { kind: 'event', name: 'scan', key: scene },
      };
    },
  };
}
