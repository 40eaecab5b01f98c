import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const lifetimeMs = 30 * 24 * 3_600_000;
const maxTokenLength = 512;

const PayloadSchema = z.strictObject({
  sid: z.string().regex(/^[\w-]{22}$/),
  exp: z.int().positive(),
  v: z.literal(1),
});

/** What a valid token says. */
export type SessionClaim = { readonly sessionId: string };

export type SessionTokens = {
  /** 128 random bits. */
  readonly createId: () => string;
  /** A token of 30 days. */
  readonly issue: (sessionId: string) => string;
  /** When a token issued now runs out: no earlier one lasts longer. */
  readonly lastExpiry: () => Date;
  /** undefined for whatever we did not sign or what ran out. Constant time in the signature. */
  readonly read: (token: string) => SessionClaim | undefined;
};

/** Tokens of the form base64url(json{sid, exp, v}).HMAC-SHA256; `exp` in seconds. */
export function createSessionTokens(key: Buffer, now: () => Date): SessionTokens {
  const sign = (payload: string): Buffer => createHmac('sha256', key).update(payload).digest();
  const lastExpiry = (): Date => new Date(now().getTime() + lifetimeMs);
  return {
    lastExpiry,
    createId: () => randomBytes(16).toString('base64url'),
    issue(sessionId) {
      const exp = Math.floor(lastExpiry().getTime() / 1000);
      const payload = Buffer.from(JSON.stringify({ sid: sessionId, exp, v: 1 })).toString(
        'base64url',
      );
      return `${payload}.${sign(payload).toString('base64url')}`;
    },
    read(token) {
      const [payload, signature, ...rest] = token.slice(0, maxTokenLength).split('.');
      if (payload === undefined || signature === undefined || rest.length > 0) return undefined;
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(payload);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      const claim = PayloadSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      return claim.exp * 1000 > now().getTime() ? { sessionId: claim.sid } : undefined;
    },
  };
}
