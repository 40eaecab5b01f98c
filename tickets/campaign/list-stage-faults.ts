import { campaignEnds } from './campaign.ts';
import { listStages, type CampaignRules } from './rules.ts';

type StageFault = { readonly path: string; readonly rule: 'id_taken' | 'list_empty' };

/** What in the rules does not go together: ids given twice or to an end, kinds without any stage in use. */
export function listStageFaults(all: readonly CampaignRules[] = []): readonly StageFault[] {
  const kinds = all.map(({ kind }) => kind);
  return all.flatMap((rules, at) => {
    const path = `campaigns.${at}`;
    const ids = rules.stages.map(({ id }) => id);
    const isTaken = (id: string, index: number) =>
      ids.indexOf(id) < index || campaignEnds.some((end) => end === id);
    return [
      ...(kinds.indexOf(rules.kind) < at
        ? [{ path: `${path}.kind`, rule: 'id_taken' as const }]
        : []),
      ...(listStages(rules).length === 0
        ? [{ path: `${path}.stages`, rule: 'list_empty' as const }]
        : []),
      ...ids.flatMap((id, index) =>
        isTaken(id, index)
          ? [{ path: `${path}.stages.${index}.id`, rule: 'id_taken' as const }]
          : [],
      ),
    ];
  });
}
