import { createHash, randomBytes } from 'node:crypto';

/** A session token of 256 random bits, for the cookie only. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: its SHA-256, hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
