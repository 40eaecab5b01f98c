import type { CampaignAction } from './campaign.ts';
import { listStages, type CampaignNeed, type CampaignRules } from './rules.ts';

/** One move as data: where it leads and what must be there. */
export type CampaignMove = { readonly to: string; readonly needs: readonly CampaignNeed[] };
type CampaignTable = Readonly<
  Record<string, Readonly<Partial<Record<CampaignAction, CampaignMove>>>>
>;

/** Every move of every stage, read from the profile's stages. From an end nothing leads on. */
export function toCampaignTable(rules: CampaignRules): CampaignTable {
  const stages = listStages(rules);
  return Object.fromEntries(
    stages.map(({ id, needs = [] }, at) => {
      const [before, after] = [stages[at - 1], stages[at + 1]];
      const stay: CampaignMove = { to: id, needs: [] };
      const moves = {
        revise: stay,
        name_partners: stay,
        write_report: stay,
        abandon: { to: 'abandoned', needs: [] },
        ...(before !== undefined && { send_back: { to: before.id, needs: [] } }),
        ...(after === undefined
          ? { close: { to: 'closed', needs: toClosingNeeds(needs) } }
          : { advance: { to: after.id, needs } }),
      };
      return [id, moves];
    }),
  );
}

/** Whatever the profile says, none closes without its report. */
function toClosingNeeds(needs: readonly CampaignNeed[]): readonly CampaignNeed[] {
  return [...new Set([...needs, 'report' as const])];
}
