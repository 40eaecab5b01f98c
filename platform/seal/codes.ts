import { createHmac } from 'node:crypto';
import type { Digests } from './digests.ts';
import { listKeys, type Keyring, type KeySet } from './keyring.ts';

/** Codes that people read, type and say; stored only as digests. */
export type Codes = {
  /** 80 bits in Crockford's base32, `XXXX-XXXX-XXXX-XXXX`; the same for the same ticket. */
  readonly deriveReceiptCode: (ticketId: string) => string;
  /** Printed on an official document; the same for the same document, and opens nothing but the check of it. */
  readonly deriveVerifyCode: (documentId: string) => string;
  readonly hashReceiptCode: (code: string) => string;
  readonly hashInvitationCode: (code: string) => string;
  readonly hashBindingCode: (code: string) => string;
  /** The digests that a ticket of this code may hold, one for each live key, current first. */
  readonly listReceiptHashes: (code: string) => readonly string[];
  readonly listInvitationHashes: (code: string) => readonly string[];
  /** Makes a ticket's digest of a previous key anew; undefined when no live key derived its code. */
  readonly renewReceiptHash: (ticketId: string, stored: string) => string | undefined;
};

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 16;
const bitsPerLetter = 5;

export function createCodes(keyring: Keyring, digests: Digests): Codes {
  const hashReceiptCode = (code: string) => digests.digest('receipt-hash', foldCode(code));
  return {
    deriveReceiptCode: (ticketId) => derive(keyring.current, 'receipt-code', ticketId),
    deriveVerifyCode: (documentId) => derive(keyring.current, 'document-code', documentId),
    hashReceiptCode,
    hashInvitationCode: (code) => digests.digest('invitation-hash', foldCode(code)),
    hashBindingCode: (code) => digests.digest('binding-hash', foldCode(code)),
    listReceiptHashes: (code) => digests.digestAll('receipt-hash', foldCode(code)),
    listInvitationHashes: (code) => digests.digestAll('invitation-hash', foldCode(code)),
    renewReceiptHash(ticketId, stored) {
      const code = listKeys(keyring)
        .map((key) => derive(key, 'receipt-code', ticketId))
        .find((candidate) => digests.matches(stored, 'receipt-hash', foldCode(candidate)));
      return code === undefined ? undefined : hashReceiptCode(code);
    },
  };
}

/** What people do to a code when they type it: case, full-width letters, spaces, dashes, O for 0, I and L for 1. */
function foldCode(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash}_.]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

function derive(key: KeySet, purpose: 'receipt-code' | 'document-code', id: string): string {
  const bytes = createHmac('sha256', key.subkeys[purpose]).update(id).digest();
  const letters = Array.from({ length: codeLength }, (_, index) => {
    const bit = index * bitsPerLetter;
    const pair = bytes.readUInt16BE(bit >> 3);
    return alphabet.charAt((pair >> (16 - bitsPerLetter - (bit & 7))) & 31);
  });
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-');
}
