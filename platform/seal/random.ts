import { createHash, randomBytes } from 'node:crypto';

const idBytes = 15;
const tokenBytes = 32;

/** A random id of 120 bits, safe in a URL. */
export function newId(): string {
  return randomBytes(idBytes).toString('base64url');
}

/** A random bearer token of 256 bits; only its hash is stored. */
export function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

/** SHA-256 of a random token, as its stored id. Not for anything that could be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
