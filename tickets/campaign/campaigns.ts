import type { Profiles } from '../profile/profiles.ts';
import { isCampaignEnded, toCampaignCourse, type Campaign, type CampaignStep } from './campaign.ts';
import { CampaignError } from './errors.ts';
import { findCampaignRules, listStages, type CampaignKind, type CampaignRules } from './rules.ts';
import type { CampaignStore, CountCampaign } from './store.ts';
import { refuseChange, takeCampaignStep, type CampaignRequest } from './take-step.ts';

export type CampaignPorts = {
  readonly store: CampaignStore;
  readonly count: CountCampaign;
  readonly profiles: Pick<Profiles, 'find' | 'findAt'>;
};

export type OpenCampaignRequest = Pick<CampaignStep, 'by' | 'at'> &
  Required<Pick<CampaignStep['change'], 'name' | 'scope' | 'period'>> & {
    /** Random, given by whoever asks, so that a repeat opens nothing twice. */
    readonly id: string;
    readonly kind: CampaignKind;
  };
export type StepCampaignRequest = CampaignRequest & {
  readonly id: string;
  /** The one that the asker saw. */
  readonly version: number;
};

export type Campaigns = ReturnType<typeof createCampaigns>;

/** The use-cases of campaigns. Leading document: the campaign. Each throws CampaignError. */
export function createCampaigns({ store, count, profiles }: CampaignPorts) {
  /** The rules under which a campaign began. */
  function findRules({ kind, profile }: Pick<Campaign, 'kind' | 'profile'>): CampaignRules {
    return findCampaignRules(profiles.find(profile).campaigns, kind);
  }

  async function load(id: string): Promise<Campaign> {
    const found = await store.find(id);
    if (found === undefined) throw new CampaignError('campaign_not_found');
    return found;
  }

  return {
    load,
    findRules,
    list: store.list,
    count,

    async open({ id, kind, by, at, ...change }: OpenCampaignRequest): Promise<Campaign> {
      const profile = profiles.findAt(at).version;
      const rules = findRules({ kind, profile });
      refuseChange('open', change, rules);
      const [first] = listStages(rules);
      if (first === undefined) throw new Error('rules have at least one stage');
      const history = [{ seq: 1, action: 'open', to: first.id, at, by, change }] as const;
      const course = toCampaignCourse(history);
      const dates = { createdAt: at, updatedAt: at };
      await store.insert({ ...course, id, version: 1, kind, profile, history, ...dates });
      return load(id);
    },

    async step({ id, version, ...request }: StepCampaignRequest): Promise<Campaign> {
      const campaign = await load(id);
      if (campaign.version !== version) throw new CampaignError('campaign_version_conflict');
      const rules = findRules(campaign);
      const { total } = await count(id, undefined);
      const saved = await store.save(
        takeCampaignStep(campaign, request, rules, { tickets: total }),
      );
      if (saved === undefined) throw new CampaignError('campaign_version_conflict');
      return saved;
    },

    /** One that tickets may still join or leave. Throws campaign_ended. */
    async loadOpen(id: string): Promise<Campaign> {
      const campaign = await load(id);
      if (isCampaignEnded(campaign)) throw new CampaignError('campaign_ended');
      return campaign;
    },
  };
}
