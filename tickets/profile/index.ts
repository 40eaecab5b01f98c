/** The rules that differ from bureau to bureau, as data in versions. */
export {
  createDryRun,
  type ChangedTicket,
  type DryRun,
  type LimitFigures,
  type Standing,
  type TimeRules,
} from './dry-run.ts';
export { isUnnamed } from './name-organs.ts';
export { defaultProfile } from './default-profile.ts';
export type { ListItem } from './list-item.ts';
export type { Level, Measure, Profile, ProfileStore } from './profile.ts';
export { createProfiles, type Profiles, toProcedures } from './profiles.ts';
export { diffValues, type ValueChange } from './diff-values.ts';
export { listProfileFaults } from './list-profile-faults.ts';
export type { ProfileDraft, ProfileFault, ProfileRule } from './profile-fault.ts';
