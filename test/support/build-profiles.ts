import { createProfiles, type Profile } from '../../tickets/index.ts';

/** Profiles over a store in memory, the shipped one and what is given. */
export function buildProfiles(published: Profile[] = []) {
  return createProfiles({
    list: async () => published,
    async insert(profile) {
      if (published.some(({ version }) => version === profile.version)) return false;
      published.push(profile);
      return true;
    },
  });
}
