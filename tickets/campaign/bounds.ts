import type { TicketBounds } from '../bounds.ts';
import type { Campaign } from './campaign.ts';

/**
 * Whether an account may know of a campaign: not where it looks at units that the account must keep out of, and, with
 * a scope, only where areas or units of it are looked at. One that names no area or unit looks at all of them.
 */
export function isCampaignWithin(
  { areas, unitIds, organIds, barredUnitIds = [] }: TicketBounds,
  { scope }: Pick<Campaign, 'scope'>,
): boolean {
  if (scope.unitIds.some((id) => barredUnitIds.includes(id))) return false;
  return (
    isShared(areas, scope.areas) &&
    isShared(unitIds, scope.unitIds) &&
    isShared(organIds, scope.unitIds)
  );
}

function isShared(mine: readonly string[] | undefined, theirs: readonly string[]): boolean {
  return mine === undefined || theirs.length === 0 || theirs.some((one) => mine.includes(one));
}
