import { isCampaignEnded, type Campaign } from './campaign.ts';
import { listStages, type CampaignRules, type CampaignStage } from './rules.ts';

/** A stage with its place in one campaign; `around`: of no campaign, as in the chart of a kind alone. */
export type StageState = 'done' | 'now' | 'ahead' | 'around';
export type CampaignFlow = readonly {
  readonly stage: CampaignStage;
  readonly state: StageState;
}[];

/** The stages in order with the campaign's place lit; without a campaign the chart of the kind. */
export function toCampaignFlow(rules: CampaignRules, campaign?: Campaign): CampaignFlow {
  const stages = listStages(rules);
  if (campaign === undefined) return stages.map((stage) => ({ stage, state: 'around' }));
  const place = findPlace(campaign, stages);
  const isEnded = isCampaignEnded(campaign);
  return stages.map((stage, at) => {
    if (at < place) return { stage, state: 'done' };
    if (at > place) return { stage, state: 'ahead' };
    return { stage, state: isEnded ? 'done' : 'now' };
  });
}

/** Where it stands, or stood when it came to an end. */
function findPlace({ status, history }: Campaign, stages: readonly CampaignStage[]): number {
  const place = stages.findIndex(({ id }) => id === status);
  const last = history.findLast(({ to }) => stages.some(({ id }) => id === to));
  return place >= 0 ? place : stages.findIndex(({ id }) => id === last?.to);
}
