import type { Day } from '../shanghai-day.ts';
import type { CampaignKind } from './rules.ts';

export const campaignActions = [
  'revise',
  'advance',
  'send_back',
  'name_partners',
  'write_report',
  'close',
  'abandon',
] as const;
export type CampaignAction = (typeof campaignActions)[number];

/** Ends beside the stages of the profile. */
export const campaignEnds = ['closed', 'abandoned'] as const;

/** What it looks at. An empty list narrows nothing. */
export type CampaignScope = {
  /** Areas as tickets bear them. */
  readonly areas: readonly string[];
  /** Ids of the organisation tree. */
  readonly unitIds: readonly string[];
  /** In the bureau's words. */
  readonly matters: readonly string[];
};

/** What is done in one stage, and by when. */
export type PlanLine = { readonly stageId: string; readonly words: string; readonly until?: Day };

/** The part that its history determines. */
export type CampaignCourse = {
  /** The id of a stage, or an end. */
  readonly status: string;
  readonly name: string;
  readonly scope: CampaignScope;
  /** Both days included. */
  readonly period: { readonly from: Day; readonly to: Day };
  readonly plan: readonly PlanLine[];
  /** 联合监督: units that take part, none of them of the side that is looked at. */
  readonly partnerUnitIds: readonly string[];
  readonly report?: string;
};

/** One line of its history. Never removed. */
export type CampaignStep = {
  readonly seq: number;
  readonly action: CampaignAction | 'open';
  readonly from?: string;
  readonly to: string;
  readonly at: Date;
  readonly by: { readonly accountId: string; readonly name: string };
  readonly reason?: string;
  /** What the step says anew; what is absent stays. */
  readonly change: Partial<Omit<CampaignCourse, 'status'>>;
};

/**
 * 专项监督, 重点领域监督: many tickets worked under one plan. Which tickets are in it, each ticket's own history says
 * (`campaignIds`), so that a sealed one is in none.
 */
export type Campaign = CampaignCourse & {
  readonly id: string;
  readonly version: number;
  readonly kind: CampaignKind;
  /** The version of the profile under which it began and ends. */
  readonly profile: number;
  readonly history: readonly CampaignStep[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Whether it has come to an end. */
export function isCampaignEnded({ status }: Pick<Campaign, 'status'>): boolean {
  return campaignEnds.some((end) => end === status);
}

/** What the history says of it. */
export function toCampaignCourse([first, ...rest]: readonly CampaignStep[]): CampaignCourse {
  if (first === undefined) throw new Error('a campaign has at least the step that opened it');
  const { name, scope, period, plan = [], partnerUnitIds = [] } = first.change;
  if (name === undefined || scope === undefined || period === undefined) {
    throw new Error('a campaign is opened with name, scope and period');
  }
  const opened = { status: first.to, name, scope, period, plan, partnerUnitIds };
  return rest.reduce<CampaignCourse>(
    (course, { to, change }) => ({ ...course, ...change, status: to }),
    opened,
  );
}
