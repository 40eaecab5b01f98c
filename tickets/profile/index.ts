/** The rules that differ from bureau to bureau, as data in versions. */
export { defaultProfile } from './default-profile.ts';
export type { Level, ListItem, Measure, Profile, ProfileStore } from './profile.ts';
export { createProfiles, type Profiles, toProcedures } from './profiles.ts';
