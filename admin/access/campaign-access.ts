import type { Caller } from '../../platform/http/index.ts';
import { CampaignError, isCampaignWithin, type Campaign } from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import type { AdminPorts } from '../ports.ts';
import { toBounds } from './bounds.ts';

/** The one way to campaigns at the desk: one that the caller may not know of is not there. */
export function createCampaignAccess({
  units,
  campaigns,
}: Pick<AdminPorts, 'units' | 'campaigns'>) {
  function canSee(caller: Caller, campaign: Campaign): boolean {
    const bounds = toBounds(expectStaff(caller), units.all());
    return bounds === undefined || isCampaignWithin(bounds, campaign);
  }

  return {
    /** Newest first. */
    async list(caller: Caller): Promise<readonly Campaign[]> {
      return (await campaigns.list()).filter((campaign) => canSee(caller, campaign));
    },

    /** Throws CampaignError campaign_not_found, also for what the caller may not know of. */
    async load(caller: Caller, id: string): Promise<Campaign> {
      const campaign = await campaigns.load(id);
      if (!canSee(caller, campaign)) throw new CampaignError('campaign_not_found');
      return campaign;
    },
  };
}
