import type { IssuingOrgan } from '../document/kind.ts';
import { defaultOrgans } from './default-chains.ts';
import type { Profile } from './profile.ts';

/** True while an organ has the name or the 机关代字 that Duxin ships: no bureau is called so. */
export function isUnnamed({ id, name, code }: Pick<IssuingOrgan, 'id' | 'name' | 'code'>): boolean {
  return defaultOrgans.some(
    (shipped) => shipped.id === id && (shipped.name === name || shipped.code === code),
  );
}

/** The profile with its unnamed organs as the newest one names them: whose paper it is, is no rule that may grow old. */
export function nameOrgans(profile: Profile, newest: Profile): Profile {
  const organs = profile.organs.map((organ) =>
    isUnnamed(organ) ? (newest.organs.find(({ id }) => id === organ.id) ?? organ) : organ,
  );
  const isSame = organs.every((organ, at) => organ === profile.organs[at]);
  return isSame ? profile : { ...profile, organs };
}
