import * as mongo from '../../platform/mongo/index.ts';
import type { PublicPorts } from '../../public/index.ts';
import type { House } from './house.ts';

/** What a check of a paper looks up. */
export function openDocumentLookup({
  database,
  secrets,
  profiles,
}: Pick<House, 'database' | 'secrets' | 'profiles'>): PublicPorts['documents'] {
  const { find, findByVerifyCode } = mongo.createDocumentStore(database, secrets.digests);
  return {
    find,
    findByVerifyCode,
    findKindName({ kind, profile, title }) {
      const { documentKinds } = profiles.find(profile);
      return documentKinds.find(({ id }) => id === kind)?.name ?? title;
    },
  };
}
