import type { TalkDesk } from './ports.ts';

type Ports = {
  readonly conversations: Pick<TalkDesk, 'listChangedSince' | 'toId'>;
  readonly now: () => Date;
};

/** Clocks of several processes and writes under way: look back this far and drop repeats. */
const overlapMs = 5000;
const batchLimit = 200;

/** Looks for conversations that changed hands or in which something was said; each is told once per version. */
export function createTalkLook(
  { conversations, now }: Ports,
  tell: (change: {
    readonly id: string;
    readonly version: number;
    readonly personId: string;
  }) => void,
) {
  const seen = new Map<string, number>();
  let since = now();
  let isLooking = false;

  return {
    start: () => void (since = now()),
    /** One look at a time; what a failed one missed, the next finds. */
    async look(): Promise<void> {
      if (isLooking) return;
      isLooking = true;
      try {
        const from = new Date(since.getTime() - overlapMs);
        const changes = await conversations.listChangedSince(from, batchLimit);
        since = changes.at(-1)?.updatedAt ?? since;
        if (seen.size > batchLimit * 10) seen.clear();
        for (const { personId, version } of changes) {
          if (seen.get(personId) === version) continue;
          seen.set(personId, version);
          tell({ id: conversations.toId(personId), version, personId });
        }
      } catch {
        // The database is away: /readyz says so.
      } finally {
        isLooking = false;
      }
    },
  };
}
