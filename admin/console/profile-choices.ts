import { roles } from '../../people/index.ts';
import { t } from './words.ts';

/** Everybody but the units that are supervised. */
export const bureauRoles = roles.filter((role) => role !== 'agency_officer');

/** A role's name; `owner` is whoever handles the ticket. */
export function toRoleName(role: string): string {
  return role === 'owner' ? t('profile.owner') : t(`role.${role}`);
}

export function listRoleChoices() {
  return bureauRoles.map((value) => ({ value, label: toRoleName(value) }));
}
