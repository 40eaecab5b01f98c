import {
  campaignEnds,
  toCampaignFlow,
  type Campaign,
  type CampaignRules,
  type CampaignStep,
} from '../../tickets/index.ts';
import type { CampaignDossier, CampaignFile } from '../campaign-dossier.ts';
import type { CampaignRow, CampaignView, StageView } from './campaigns.schema.ts';

export function presentCampaignRow({ campaign, rules, counts }: CampaignFile): CampaignRow {
  const { id, kind, name, status, period } = campaign;
  const end = campaignEnds.find((one) => one === status);
  const stage = rules.stages.find((one) => one.id === status)?.name;
  return {
    id,
    kind,
    name,
    period: { ...period },
    tickets: counts.total,
    ...(stage !== undefined && { stage }),
    ...(end !== undefined && { end }),
  };
}

/** A campaign with all that its page shows: plans, figures and problems, nothing of a reporter. */
export function presentCampaign(dossier: CampaignDossier): CampaignView {
  const { campaign, rules, counts, problems, allowed, missing, canPutIn, unitNames } = dossier;
  const { version, scope, plan, partnerUnitIds, report, history } = campaign;
  const toNamed = (id: string) => ({ id, name: unitNames.get(id) ?? id });
  return {
    ...presentCampaignRow(dossier),
    version,
    scope: {
      areas: [...scope.areas],
      units: scope.unitIds.map(toNamed),
      matters: [...scope.matters],
    },
    plan: plan.map((line) => ({ ...line })),
    partners: partnerUnitIds.map(toNamed),
    stages: presentStages(rules, campaign),
    allowed: [...allowed],
    missing: [...missing],
    canPutIn,
    byStatus: counts.byStatus.map((one) => ({ ...one })),
    problems: {
      total: problems.total,
      open: problems.open,
      amountFen: problems.amountFen,
      byType: problems.byType.map((one) => ({ ...one })),
    },
    history: history.map((step) => presentStep(step, rules, (id) => toNamed(id).name)),
    ...(report !== undefined && { report }),
  };
}

/** The stages in order, with a campaign's place lit; without one, the chart of the kind. */
export function presentStages(rules: CampaignRules, campaign?: Campaign): StageView[] {
  return toCampaignFlow(rules, campaign).map(({ stage: { id, name, source, part }, state }) => ({
    id,
    name,
    source,
    part,
    state,
  }));
}

function presentStep(
  { seq, action, from, to, at, by, reason, change }: CampaignStep,
  { stages }: CampaignRules,
  toName: (unitId: string) => string,
): CampaignView['history'][number] {
  const stage = from === to ? undefined : stages.find(({ id }) => id === to)?.name;
  return {
    seq,
    action,
    at: at.toISOString(),
    by: by.name,
    ...(stage !== undefined && { to: stage }),
    ...(reason !== undefined && { reason }),
    ...(change.partnerUnitIds !== undefined && { partners: change.partnerUnitIds.map(toName) }),
  };
}
