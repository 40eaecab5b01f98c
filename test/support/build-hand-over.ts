import type { HandOver, HandOverStore, OfficeHours, StaffName, Summary } from '../../bot/index.ts';

/** Monday, 2026-03-02, 10:00 in Shanghai. */
export const monday = new Date('2026-03-02T02:00:00Z');
export const wang: StaffName = { accountId: 'a-wang', name: '王受理' };
export const li: StaffName = { accountId: 'a-li', name: '李值班' };
export const alwaysOpen: OfficeHours = { isOpen: () => true, nextOpening: (at) => at };

export function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

export function buildSummary(more: Partial<Summary> = {}): Summary {
  return {
    channel: 'web-chat',
    askedAt: monday,
    known: [],
    open: [],
    tickets: [],
    said: { person: 0, staff: 0 },
    last: [],
    ...more,
  };
}

/** Hand-overs in memory, under the store's own promises. */
export function buildHandOverStore(): HandOverStore & { readonly all: Map<string, HandOver> } {
  const all = new Map<string, HandOver>();
  const list = () => [...all.values()];
  return {
    all,
    find: async (personId) => all.get(personId),
    async save(handOver) {
      if ((all.get(handOver.personId)?.version ?? 0) !== handOver.version) return undefined;
      const next = { ...handOver, version: handOver.version + 1 };
      all.set(handOver.personId, next);
      return next;
    },
    listHeld: async (limit) =>
      list()
        .filter(({ hands }) => hands.kind !== 'bot')
        .slice(0, limit),
    listOwing: async (limit) =>
      list()
        .filter(({ owed }) => owed.length > 0)
        .slice(0, limit),
    listChangedSince: async (since, limit) =>
      list()
        .filter(({ updatedAt }) => updatedAt >= since)
        .toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
        .slice(0, limit),
  };
}
