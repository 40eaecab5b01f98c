import type { Referral, ReferralStore } from '../../bot/index.ts';

/** Referrals in a map, under the store's own promises. */
export function createMemoryReferrals(): ReferralStore & {
  readonly all: () => readonly Referral[];
} {
  const byId = new Map<string, Referral>();
  const all = () => [...byId.values()];
  return {
    all,
    async insert(referral) {
      if (!byId.has(referral.id)) byId.set(referral.id, referral);
    },
    listDue: async (now, limit) =>
      all()
        .filter(({ state, askAt }) => state === 'waiting' && askAt <= now)
        .slice(0, limit),
    findAsked: async (personId) =>
      all()
        .filter((referral) => referral.personId === personId && referral.state === 'asked')
        .toSorted((a, b) => b.askAt.getTime() - a.askAt.getTime())[0],
    async move(id, from, to) {
      const referral = byId.get(id);
      if (referral?.state !== from) return false;
      byId.set(id, { ...referral, state: to });
      return true;
    },
  };
}
