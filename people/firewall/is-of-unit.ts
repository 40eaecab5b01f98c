/** Whether an account stands on a unit's side, whatever else it is said to be. */
export function isOfUnit(roles: readonly string[]): boolean {
  return roles.includes('agency_officer');
}
