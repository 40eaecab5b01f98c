import {
  campaignActions,
  toCampaignCourse,
  type Campaign,
  type CampaignAction,
  type CampaignStep,
} from './campaign.ts';
import { CampaignError } from './errors.ts';
import { toCampaignTable } from './lifecycle.ts';
import { listStages, type CampaignNeed, type CampaignRules } from './rules.ts';

/** A wished-for step. */
export type CampaignRequest = Pick<CampaignStep, 'by' | 'at' | 'reason'> & {
  readonly action: CampaignAction;
  readonly change?: CampaignStep['change'];
};

const withReason: readonly CampaignAction[] = ['send_back', 'abandon', 'name_partners'];

/** What each action may say anew. */
const says: Readonly<Partial<Record<CampaignAction, readonly (keyof CampaignStep['change'])[]>>> = {
  revise: ['name', 'scope', 'period', 'plan'],
  name_partners: ['partnerUnitIds'],
  write_report: ['report'],
};

/**
 * The campaign with one more line of history. `tickets` is how many are in it. Throws CampaignError:
 * campaign_step_refused, campaign_requirement_missing, campaign_value_invalid.
 */
export function takeCampaignStep(
  campaign: Campaign,
  { action, by, at, reason, change = {} }: CampaignRequest,
  rules: CampaignRules,
  { tickets }: { readonly tickets: number },
): Campaign {
  const move = toCampaignTable(rules)[campaign.status]?.[action];
  if (move === undefined) throw new CampaignError('campaign_step_refused');
  const missing = [
    ...(withReason.includes(action) && (reason ?? '').trim() === '' ? ['reason' as const] : []),
    ...move.needs.filter((need) => !isThere(need, campaign, tickets)),
  ];
  if (missing.length > 0) throw new CampaignError('campaign_requirement_missing', missing);
  refuseChange(action, change, rules);
  const step: CampaignStep = {
    seq: campaign.history.length + 1,
    action,
    from: campaign.status,
    to: move.to,
    at,
    by,
    change,
    ...(reason !== undefined && { reason }),
  };
  const history = [...campaign.history, step];
  return { ...campaign, ...toCampaignCourse(history), history, updatedAt: at };
}

/** What the stage allows, whatever is still missing. */
export function listCampaignActions(
  { status }: Pick<Campaign, 'status'>,
  rules: CampaignRules,
): readonly CampaignAction[] {
  const moves = toCampaignTable(rules)[status] ?? {};
  return campaignActions.filter((action) => moves[action] !== undefined);
}

/** What must be there before the stage can be left. */
export function listMissing(
  campaign: Campaign,
  rules: CampaignRules,
  tickets: number,
): readonly CampaignNeed[] {
  const { advance, close } = toCampaignTable(rules)[campaign.status] ?? {};
  const needs = (advance ?? close)?.needs ?? [];
  return needs.filter((need) => !isThere(need, campaign, tickets));
}

/** Days, order and stages of what a campaign says go together. Throws CampaignError campaign_value_invalid. */
export function refuseChange(
  action: CampaignAction | 'open',
  change: CampaignStep['change'],
  rules: CampaignRules,
): void {
  const allowed = action === 'open' ? undefined : (says[action] ?? []);
  const isAllowed = Object.keys(change).every(
    (field) => allowed === undefined || allowed.some((name) => name === field),
  );
  const { name, period, plan = [], report } = change;
  const stageIds = listStages(rules).map(({ id }) => id);
  const isSound =
    (name === undefined || name.trim() !== '') &&
    (report === undefined || report.trim() !== '') &&
    (period === undefined || period.from <= period.to) &&
    plan.every(({ stageId }) => stageIds.includes(stageId));
  if (!isAllowed || !isSound) throw new CampaignError('campaign_value_invalid');
}

function isThere(need: CampaignNeed, { plan, report }: Campaign, tickets: number): boolean {
  if (need === 'plan') return plan.length > 0;
  return need === 'tickets' ? tickets > 0 : report !== undefined;
}
