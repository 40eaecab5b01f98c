import { createHmac, timingSafeEqual } from 'node:crypto';

/** The other system's secret by its name. */
export type IntakeKeys = ReadonlyMap<string, string>;

export type Signed = {
  readonly source: string;
  /** Seconds since 1970, as written in X-Timestamp. */
  readonly timestamp: string;
  /** HMAC-SHA256 in hex, `sha256=` before it or not, as written in X-Signature. */
  readonly signature: string;
  readonly body: Buffer;
};

const widestSkewMs = 5 * 60_000;

/** True when the raw bytes were signed with the source's key and sent within five minutes; takes as long for every source. */
export function isGenuine(signed: Signed, keys: IntakeKeys, now: Date): boolean {
  const secret = keys.get(signed.source);
  const expected = createHmac('sha256', secret ?? 'no such source')
    .update(signed.body)
    .digest();
  const given = Buffer.from(signed.signature.replace(/^sha256=/, ''), 'hex');
  const isEqual = given.length === expected.length && timingSafeEqual(given, expected);
  const isFresh =
    /^\d{1,12}$/.test(signed.timestamp) &&
    Math.abs(Number(signed.timestamp) * 1000 - now.getTime()) <= widestSkewMs;
  return isEqual && isFresh && secret !== undefined;
}

/** The signature of what we send. */
export function sign(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}
