import { describe, expect, it } from '@jest/globals';
import {
  createProfiles,
  createTickets,
  defaultProfile,
  isUnnamed,
  type Profile,
  type ProfileStore,
} from '../../tickets/index.ts';
import { filedAt } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

function buildStore(): ProfileStore {
  const kept: Profile[] = [];
  return {
    list: async () => [...kept],
    async insert(profile) {
      if (kept.some(({ version }) => version === profile.version)) return false;
      kept.push(profile);
      return true;
    },
  };
}

const acceptance = { ...defaultProfile.limits.acceptance, amount: 10 };
const second: Profile = {
  ...defaultProfile,
  version: 2,
  validFrom: filedAt,
  limits: { ...defaultProfile.limits, acceptance },
};

describe('a profile', () => {
  it('counts for new tickets from its publishing, and the old ones end under theirs', async () => {
    const profiles = createProfiles(buildStore());
    const { ports, wait } = buildTickets({ procedures: profiles.procedures });
    const tickets = createTickets(ports);
    const before = await tickets.openTicket(buildOpenRequest());
    await profiles.publish({ ...second, validFrom: new Date(filedAt.getTime() + 1) });
    const meanwhile = await tickets.openTicket(buildOpenRequest());
    wait(1);
    const after = await tickets.openTicket(buildOpenRequest());
    expect(before.ticket.dueAt).toEqual(new Date('2026-03-09T15:59:59.999Z'));
    expect(after.ticket.dueAt).toEqual(new Date('2026-03-16T15:59:59.999Z'));
    expect(meanwhile.ticket.dueAt).toEqual(before.ticket.dueAt);
    expect(profiles.findFor(before.ticket)).toBe(defaultProfile);
    expect(profiles.findFor(after.ticket)).toMatchObject({ version: 2 });
    expect([0, 1].map((ms) => profiles.findAt(new Date(filedAt.getTime() + ms)).version)).toEqual([
      1, 2,
    ]);
  });

  it('is published once: the second of two hears which version stands', async () => {
    const store = buildStore();
    const [ours, theirs] = [createProfiles(store), createProfiles(store)];
    await ours.publish(second);
    await expect(theirs.publish(second)).rejects.toMatchObject({
      code: 'ticket_version_conflict',
      currentVersion: 2,
    });
    expect(theirs.newest()).toEqual(second);
  });

  it('names its organs for the tickets that began before a bureau wrote their names', async () => {
    const profiles = createProfiles(buildStore());
    expect(defaultProfile.organs.every(isUnnamed)).toBe(true);
    const organs = defaultProfile.organs.map((organ) =>
      organ.id === 'bureau' ? { ...organ, name: '清河县司法局', code: '清司' } : organ,
    );
    await profiles.publish({ ...second, organs });
    expect(profiles.find(1).organs).toEqual(organs);
    expect(organs.map(isUnnamed)).toEqual([false, true, true]);
    await profiles.publish({
      ...second,
      version: 3,
      organs: organs.map((organ) => ({ ...organ, name: '清河市司法局', code: '清市司' })),
    });
    expect(profiles.find(2).organs[0]).toMatchObject({ name: '清河县司法局' });
  });

  it('names the clause of every limit, type, stage, measure and level', () => {
    const { problemTypes, caseStages, measures, levels, areas, limits } = defaultProfile;
    const items = [problemTypes, caseStages, measures, levels, areas, Object.values(limits)].flat();
    expect(items.filter(({ source }) => source.trim() === '')).toEqual([]);
  });
});
