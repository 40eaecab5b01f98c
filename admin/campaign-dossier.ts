import type { Caller } from '../platform/http/index.ts';
import {
  listCampaignActions,
  listMissing,
  type Campaign,
  type CampaignAction,
  type CampaignCounts,
  type CampaignNeed,
  type CampaignRules,
  type ProblemFigures,
} from '../tickets/index.ts';
import { toBounds } from './access/bounds.ts';
import { expectStaff } from './caller.ts';
import { canRunCampaigns } from './policies.ts';
import type { AdminPorts } from './ports.ts';

/** A campaign with the rules that it runs by and what is counted of it for one caller. */
export type CampaignFile = {
  readonly campaign: Campaign;
  readonly rules: CampaignRules;
  readonly counts: CampaignCounts;
};
export type CampaignDossier = CampaignFile & {
  readonly problems: ProblemFigures;
  readonly allowed: readonly CampaignAction[];
  readonly missing: readonly CampaignNeed[];
  readonly canPutIn: boolean;
  readonly unitNames: ReadonlyMap<string, string>;
  /** The caller sees some of its tickets alone, and the figures count those. */
  readonly isPartial: boolean;
};

/** Gathers what the page of a campaign, and its paper, show to one caller. */
export function createOpenCampaign({
  campaigns,
  problems,
  units,
}: Pick<AdminPorts, 'campaigns' | 'problems' | 'units'>) {
  return async function openCampaign(caller: Caller, campaign: Campaign): Promise<CampaignDossier> {
    const bounds = toBounds(expectStaff(caller), units.all());
    const rules = campaigns.findRules(campaign);
    const [counts, figures] = await Promise.all([
      campaigns.count(campaign.id, bounds),
      problems.readFigures({ campaignId: campaign.id, ...(bounds && { bounds }) }),
    ]);
    const allowed = canRunCampaigns(caller) ? listCampaignActions(campaign, rules) : [];
    return {
      campaign,
      rules,
      counts,
      problems: figures,
      allowed,
      missing: listMissing(campaign, rules, counts.total),
      // What is at an end takes nothing in.
      canPutIn: allowed.length > 0,
      unitNames: new Map(units.all().map(({ id, name }) => [id, name])),
      isPartial: bounds !== undefined,
    };
  };
}
