import { createHmac, timingSafeEqual } from 'node:crypto';
import { listKeys, type KeyPurpose, type Keyring, type KeySet } from './keyring.ts';

type DigestPurpose = Exclude<KeyPurpose, 'seal' | 'receipt-code' | 'document-code' | 'hand-over'>;

/** Keyed digests. A stored one names its algorithm and key: `SHA-256:<kid>:<HMAC in base64url>`. */
export type Digests = {
  /** The digest under the current key, to be stored. The parts are kept apart: ('ab', 'c') is not ('a', 'bc'). */
  readonly digest: (purpose: DigestPurpose, ...parts: readonly string[]) => string;
  /** The digests under every live key, current first, to look a stored one up. */
  readonly digestAll: (purpose: DigestPurpose, ...parts: readonly string[]) => readonly string[];
  /** Only the HMAC under the current key, for ids that nobody looks up by a key. */
  readonly shortDigest: (purpose: DigestPurpose, ...parts: readonly string[]) => string;
  /** Compares in constant time, under the live key that the stored digest names. */
  readonly matches: (
    stored: string,
    purpose: DigestPurpose,
    ...parts: readonly string[]
  ) => boolean;
  /** True for a digest that a previous key made. */
  readonly isStale: (stored: string) => boolean;
};

const shortBytes = 16;

export function createDigests(keyring: Keyring): Digests {
  const { current } = keyring;
  const keys = listKeys(keyring);
  const prefix = `SHA-256:${current.kid}:`;

  return {
    digest: (purpose, ...parts) => toStored(current, purpose, parts),
    digestAll: (purpose, ...parts) => keys.map((key) => toStored(key, purpose, parts)),
    shortDigest: (purpose, ...parts) =>
      computeHmac(current, purpose, parts).subarray(0, shortBytes).toString('base64url'),
    matches: (stored, purpose, ...parts) =>
      keys.some((key) => isSame(stored, toStored(key, purpose, parts))),
    isStale: (stored) => !stored.startsWith(prefix),
  };
}

function toStored(key: KeySet, purpose: DigestPurpose, parts: readonly string[]): string {
  return `SHA-256:${key.kid}:${computeHmac(key, purpose, parts).toString('base64url')}`;
}

function computeHmac(key: KeySet, purpose: DigestPurpose, parts: readonly string[]): Buffer {
  return createHmac('sha256', key.subkeys[purpose]).update(JSON.stringify(parts)).digest();
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
