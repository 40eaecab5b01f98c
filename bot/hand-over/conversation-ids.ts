import type { ConversationLines, HandOverStore } from './store.ts';

type IdPorts = {
  /** Keyed; the same for one person at every call. */
  readonly digest: (personId: string) => string;
  readonly store: Pick<HandOverStore, 'listHeld' | 'listChangedSince'>;
  readonly lines: Pick<ConversationLines, 'listRecent'>;
  readonly now: () => Date;
};

const maxKnown = 20_000;
const mostLookedAt = 1000;
const lookBackMs = 24 * 3_600_000;

/**
 * The names of conversations at the desk: a person's id would tie together what they told under their name and what
 * they told anonymously. Only conversations of the last day, and those that are not the bot's, can be found by name.
 */
export function createConversationIds({ digest, store, lines, now }: IdPorts) {
  const personOf = new Map<string, string>();

  function toId(personId: string): string {
    const id = `c-${digest(personId)}`;
    if (personOf.size > maxKnown) personOf.clear();
    personOf.set(id, personId);
    return id;
  }

  return {
    toId,
    async findPerson(id: string): Promise<string | undefined> {
      const known = personOf.get(id);
      if (known !== undefined) return known;
      const since = new Date(now().getTime() - lookBackMs);
      const found = await Promise.all([
        store.listHeld(mostLookedAt),
        store.listChangedSince(since, mostLookedAt),
        lines.listRecent(since, mostLookedAt),
      ]);
      return found.flat().find(({ personId }) => toId(personId) === id)?.personId;
    },
  };
}
export type ConversationIds = ReturnType<typeof createConversationIds>;
