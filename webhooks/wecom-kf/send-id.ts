import { createHash } from 'node:crypto';

/** The hash of an outbox row's key, by which the platform's word on a message leads back to its row. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 24);
}

/** A message's id, at most 32 characters: a repeat of the same part of the same row has no effect. */
export const toSendId = (rowId: string, index: number): string => `${rowId}-${index}`;

/** The row's part of such an id. */
export const toRowId = (sendId: string): string => sendId.replace(/-\d+$/, '');
