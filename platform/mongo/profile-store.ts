import { defaultProfile, type Profile, type ProfileStore } from '../../tickets/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

/** `_id` is the version, so that no version is published twice. */
type ProfileDocument = { readonly _id: number; readonly v: number; readonly profile: Profile };

export const profileCollection = defineCollection<ProfileDocument>(
  'profiles',
  { profile: { ...anything, required: true } },
  [],
  Number,
);

/** A version published before there were documents, hearings or consents has the shipped rules of them. */
const { organs, documentKinds, chains, hearing, consent, campaigns = [] } = defaultProfile;
const shippedRules = { organs, documentKinds, chains, hearing, consent, campaigns };

export function createProfileStore(database: Database): ProfileStore {
  const profiles = openDocuments(database, profileCollection);
  return {
    async list() {
      const found = await profiles.list({}, { sort: { _id: 1 } });
      return found.map(({ profile }) => ({
        ...shippedRules,
        ...profile,
        consent: { ...consent, ...profile.consent },
      }));
    },
    insert: (profile) => profiles.insert({ _id: profile.version, v: 1, profile }),
  };
}
