import type { Role } from '../person.ts';
import { administrators } from './permissions.ts';

/** Roles of the account that the first start creates: enough to work alone until colleagues have accounts. */
export const firstAccountRoles: readonly Role[] = [
  'intake_clerk',
  'handler',
  'section_head',
  'approver',
  'knowledge_editor',
  'system_admin',
];

/** Roles that read or decide matters. */
const matterRoles: readonly Role[] = [
  'intake_clerk',
  'duty_officer',
  'handler',
  'section_head',
  'approver',
  'legal_reviewer',
  'township_liaison',
  'expert',
];

export const roleConflicts = [
  /** Two of system, security and audit administrator. */
  'administrators_not_separate',
  /** An administrator who reads or decides matters. */
  'administrator_with_matters',
  /** A unit's officer who is something else besides. */
  'agency_officer_not_alone',
] as const;
export type RoleConflict = (typeof roleConflicts)[number];

/** Why one account cannot be all of this; undefined where it can. */
export function findRoleConflict(held: readonly string[]): RoleConflict | undefined {
  const administering = administrators.filter((role) => held.includes(role));
  if (administering.length > 1) return 'administrators_not_separate';
  if (administering.length > 0 && matterRoles.some((role) => held.includes(role))) {
    return 'administrator_with_matters';
  }
  if (held.includes('agency_officer') && new Set(held).size > 1) return 'agency_officer_not_alone';
  return undefined;
}

/**
 * The conflict that a change of roles brings in. An account that has one already, as the first of a house has, keeps
 * it until it is split, but gets nothing added.
 */
export function findNewRoleConflict(
  before: readonly string[],
  after: readonly string[],
): RoleConflict | undefined {
  const isNarrowed =
    findRoleConflict(before) !== undefined && after.every((role) => before.includes(role));
  return isNarrowed ? undefined : findRoleConflict(after);
}
