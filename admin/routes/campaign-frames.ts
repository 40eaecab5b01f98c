import {
  campaignKinds,
  findCampaignRules,
  isCampaignWithin,
  type Campaign,
  type Ticket,
} from '../../tickets/index.ts';
import { toBounds } from '../access/bounds.ts';
import type { Staff } from '../caller.ts';
import type { AdminPorts } from '../ports.ts';
import { presentStages } from './campaigns.present.ts';
import type { FrameView } from './alerts.schema.ts';

/**
 * What goes before and after a ticket's own steps in the charts of 专项 and 重点领域: the stages of the campaigns that it
 * is in, each with its place lit, else those of its profile.
 */
export function createReadFrames({
  campaigns,
  profiles,
  units,
}: Pick<AdminPorts, 'campaigns' | 'profiles' | 'units'>) {
  return async function readFrames(ticket: Ticket, caller: Staff): Promise<FrameView[]> {
    const { campaignIds = [] } = ticket;
    const bounds = toBounds(caller, units.all());
    const joined = (campaignIds.length === 0 ? [] : await campaigns.list()).filter(
      (one) =>
        campaignIds.includes(one.id) && (bounds === undefined || isCampaignWithin(bounds, one)),
    );
    return campaignKinds.flatMap((kind) => {
      const own = joined.filter((campaign) => campaign.kind === kind);
      if (own.length > 0) return own.map((campaign) => toFrame(campaign));
      const rules = findCampaignRules(profiles.findFor(ticket).campaigns, kind);
      return [{ kind, stages: presentStages(rules) }];
    });
  };

  function toFrame(campaign: Campaign): FrameView {
    const { id, name, kind } = campaign;
    return {
      kind,
      campaign: { id, name },
      stages: presentStages(campaigns.findRules(campaign), campaign),
    };
  }
}
