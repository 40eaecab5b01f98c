import type { Bell, SessionStore } from '../stores.ts';
import { HandOverError } from './hand-over.ts';

type LeasePorts = {
  readonly sessions: Pick<SessionStore<unknown>, 'lease' | 'release'>;
  readonly bell: Bell;
  readonly newOwner: () => string;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
};

/** A turn has its lease for 5 s from its last sign of life. */
const leaseMs = 5000;
const waitMs = 100;
const maxTries = 80;

export type UnderLease = <T>(personId: string, work: () => Promise<T>) => Promise<T>;

/**
 * Runs between two turns of the person: what the bot is about to say is said before, and nothing after. Throws
 * `conversation_busy` when a turn takes longer than 8 s.
 */
export function createUnderLease({ sessions, bell, newOwner, now, sleep }: LeasePorts): UnderLease {
  return async function underLease(personId, work) {
    const owner = newOwner();
    for (let tries = 0; tries < maxTries; tries += 1) {
      const until = new Date(now().getTime() + leaseMs);
      const session = await sessions.lease(personId, owner, now(), until);
      if (session !== undefined) {
        try {
          return await work();
        } finally {
          await sessions.release(personId, owner);
          // A message that came meanwhile found the lease taken.
          await bell.ring({ kind: 'turn', id: personId });
        }
      }
      await sleep(waitMs);
    }
    throw new HandOverError('conversation_busy');
  };
}
