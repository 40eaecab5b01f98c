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
  const noted = new Map<string, { readonly channel: ChannelName; readonly atMs: number }>();

  /** Notes the use of a channel, the same not again within minutes. Events always: a follow binds what an unfollow unbound. */
  async function note({ personId, channel, content }: InboxRow): Promise<void> {
    const last = noted.get(personId);
    const at = now();
    const isRecent = last?.channel === channel && at.getTime() - last.atMs < noteAgainMs;
    if (isRecent && content.kind !== 'event') return;
    await directory.touch(personId, channel, at);
    if (noted.size > maxNoted) noted.clear();
    noted.set(personId, { channel, atMs: at.getTime() });
  }

  return async function welcome(row: InboxRow): Promise<boolean> {
    const { personId, channel, content } = row;
    const event = toReachEvent(row.id, content, row.arrivedAt, row.sentAt);
    // First of all: what is released below may leave at once, by the window that this opens.
    if (event !== undefined) await ledgers.note(personId, channel, event);
    if (event?.kind === 'consent') return false;
    if (content.kind === 'event' && content.name === 'unfollow') {
      noted.delete(personId);
      await directory.unbind(personId, channel);
      return false;
    }
    const [released] = await Promise.all([outbox.releaseHeld(personId, channel, now()), note(row)]);
    return released.length > 0;
  };
}
