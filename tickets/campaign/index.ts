export * from './campaign.ts';
export * from './rules.ts';
export { listStageFaults } from './list-stage-faults.ts';
export { isCampaignWithin } from './bounds.ts';
export { createCampaigns, type Campaigns } from './campaigns.ts';
export { CampaignError, type CampaignErrorCode } from './errors.ts';
export { toCampaignFlow, type CampaignFlow, type StageState } from './flow.ts';
export { listCampaignActions, listMissing } from './take-step.ts';
export type { CampaignCounts, CampaignStore, CountCampaign } from './store.ts';
