import type { CampaignNeed } from './rules.ts';

export type CampaignErrorCode =
  | 'campaign_not_found'
  | 'campaign_step_refused'
  | 'campaign_version_conflict'
  | 'campaign_requirement_missing'
  | 'campaign_value_invalid'
  | 'campaign_ended';

/** The refusal of a step of a campaign. `missing` names what must be there first. */
export class CampaignError extends Error {
  readonly code: CampaignErrorCode;
  readonly missing?: readonly (CampaignNeed | 'reason')[];
  constructor(code: CampaignErrorCode, missing?: readonly (CampaignNeed | 'reason')[]) {
    super(code);
    this.name = 'CampaignError';
    this.code = code;
    if (missing !== undefined) this.missing = missing;
  }
}
