import type { ChannelName, Content } from './message.ts';
import type { Directory, InboxRow, OutboxStore } from './stores.ts';

const noteAgainMs = 600_000;
const maxNoted = 50_000;

type WelcomePorts = {
  readonly outbox: Pick<OutboxStore, 'releaseHeld'>;
  readonly directory: Pick<Directory, 'touch' | 'unbind'>;
  readonly now: () => Date;
};

/** Keeps track of where a person can be reached; true when notices held for this moment became due. */
export function createWelcome({ outbox, directory, now }: WelcomePorts) {
  const notedAt = new Map<string, number>();

  /** True when this was noted a moment ago. Events are always noted: a follow binds again what an unfollow unbound. */
  function isNoted(personId: string, channel: ChannelName, { kind }: Content): boolean {
    const key = `${channel} ${personId}`;
    const at = now().getTime();
    const isRecent = at - (notedAt.get(key) ?? 0) < noteAgainMs;
    if (isRecent && kind !== 'event') return true;
    if (notedAt.size > maxNoted) notedAt.clear();
    notedAt.set(key, at);
    return false;
  }

  return async function welcome({ personId, channel, content }: InboxRow): Promise<boolean> {
    if (content.kind === 'event' && content.name === 'unfollow') {
      await directory.unbind(personId, channel);
      return false;
    }
    const [released] = await Promise.all([
      outbox.releaseHeld(personId, channel, now()),
      isNoted(personId, channel, content) || directory.touch(personId, channel, now()),
    ]);
    return released.length > 0;
  };
}
