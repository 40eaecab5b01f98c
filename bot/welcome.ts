import type { ChannelName } from './message.ts';
import { toReachEvent, type LedgerKeeper } from './reach/index.ts';
import type { Directory, InboxRow, OutboxStore } from './stores.ts';

const noteAgainMs = 600_000;
const maxNoted = 50_000;

type WelcomePorts = {
  readonly outbox: Pick<OutboxStore, 'releaseHeld'>;
  readonly directory: Pick<Directory, 'touch' | 'unbind'>;
  readonly ledgers: Pick<LedgerKeeper, 'note'>;
  readonly now: () => Date;
};

/** Keeps track of where a person can be reached; true when notices held for this moment became due. */
export function createWelcome({ outbox, directory, ledgers, now }: WelcomePorts) {
  const notedAt = new Map<string, number>();

  /** Notes the use of a channel, not again within minutes. Events always: a follow binds what an unfollow unbound. */
  async function note({ personId, channel, content }: InboxRow): Promise<void> {
    const key = toKey(personId, channel);
    const at = now();
    const isRecent = at.getTime() - (notedAt.get(key) ?? 0) < noteAgainMs;
    if (isRecent && content.kind !== 'event') return;
    await directory.touch(personId, channel, at);
    if (notedAt.size > maxNoted) notedAt.clear();
    notedAt.set(key, at.getTime());
  }

  return async function welcome(row: InboxRow): Promise<boolean> {
    const { personId, channel, content } = row;
    const event = toReachEvent(row.id, content, row.arrivedAt, row.sentAt);
    // First of all: what is released below may leave at once, by the window that this opens.
    if (event !== undefined) await ledgers.note(personId, channel, event);
    if (event?.kind === 'consent') return false;
    if (content.kind === 'event' && content.name === 'unfollow') {
      notedAt.delete(toKey(personId, channel));
      await directory.unbind(personId, channel);
      return false;
    }
    const [released] = await Promise.all([outbox.releaseHeld(personId, channel, now()), note(row)]);
    return released.length > 0;
  };
}

const toKey = (personId: string, channel: ChannelName): string => `${channel} ${personId}`;
