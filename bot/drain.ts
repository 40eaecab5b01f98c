import type { Bell, InboxStore, SessionStore } from './stores.ts';
import type { Session } from './turn.ts';
import type { PassiveSlot } from './passive.ts';
import type { TakeTurn } from './take-turn.ts';

/** drained: nothing waits · busy: another holds the lease and will see the rows · stuck: a row failed and waits for its next try. */
export type DrainResult = 'drained' | 'busy' | 'stuck';

type DrainPorts<State> = {
  readonly inbox: Pick<InboxStore, 'listWaiting' | 'moveWaiting'>;
  readonly bell: Bell;
  readonly sessions: SessionStore<State>;
  readonly takeTurn: TakeTurn<State>;
  readonly newOwner: () => string;
  readonly now: () => Date;
  readonly leaseMs: number;
};

const batchSize = 20;

/** Step 5 of the walk: takes the person's lease and handles their waiting messages in order of arrival. */
export function createDrain<State>(ports: DrainPorts<State>) {
  const { inbox, bell, sessions, takeTurn, newOwner, now, leaseMs } = ports;
  const leaseEnd = () => new Date(now().getTime() + leaseMs);

  /** What waits for a person who became another waits for that one from now on. */
  async function hasMovedOn(session: Session<State> | undefined): Promise<boolean> {
    if (session?.movedTo === undefined) return false;
    await inbox.moveWaiting(session.personId, session.movedTo);
    await bell.ring({ kind: 'turn', id: session.movedTo });
    return true;
  }

  async function drainUnderLease(
    leased: Session<State>,
    owner: string,
    slot?: PassiveSlot,
  ): Promise<DrainResult> {
    const keeping = setInterval(() => {
      // A lost lease shows itself at the next save, which is fenced by version and owner.
      sessions.renew(leased.personId, owner, leaseEnd()).catch(() => undefined);
    }, leaseMs / 3);
    let isReleased = false;
    try {
      if (await hasMovedOn(leased)) return 'drained';
      let session = leased;
      const rows = await inbox.listWaiting(leased.personId, batchSize);
      for (const [index, row] of rows.entries()) {
        // The turn before may have made this conversation another's.
        if (index > 0 && (await hasMovedOn(await sessions.find(leased.personId)))) return 'drained';
        const after = index === rows.length - 1 ? 'release' : 'keep';
        const next = await takeTurn(row, session, { owner, after }, slot);
        if (next.kind === 'lost') return 'busy';
        if (next.kind === 'failed') return 'stuck';
        ({ session, isReleased } = next);
      }
      return 'drained';
    } finally {
      clearInterval(keeping);
      if (!isReleased) await sessions.release(leased.personId, owner);
    }
  }

  return async function drain(personId: string, slot?: PassiveSlot): Promise<DrainResult> {
    for (;;) {
      const owner = newOwner();
      const session = await sessions.lease(personId, owner, now(), leaseEnd());
      if (session === undefined) return 'busy';
      const result = await drainUnderLease(session, owner, slot);
      if (result !== 'drained') return result;
      // A message that came while the lease was held found it taken: look once more.
      if ((await inbox.listWaiting(personId, 1)).length === 0) return 'drained';
    }
  };
}
