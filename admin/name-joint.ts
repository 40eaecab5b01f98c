import { isCampaignWithin, type Ticket } from '../tickets/index.ts';
import { toBounds } from './access/bounds.ts';
import type { Staff } from './caller.ts';
import type { AdminPorts } from './ports.ts';

/** Names of what a ticket's history speaks of by id: units, and the campaigns that the caller may know of. */
export type JointNames = {
  readonly units: ReadonlyMap<string, string>;
  readonly campaigns: ReadonlyMap<string, string>;
};

export async function nameJoint(
  { units, campaigns }: Pick<AdminPorts, 'units' | 'campaigns'>,
  { history }: Ticket,
  caller: Staff,
): Promise<JointNames> {
  const ids = new Set(history.flatMap(({ values }) => values?.['campaignId'] ?? []));
  const listed = ids.size === 0 ? [] : await campaigns.list();
  const bounds = toBounds(caller, units.all());
  const seen = listed.filter(
    (campaign) =>
      ids.has(campaign.id) && (bounds === undefined || isCampaignWithin(bounds, campaign)),
  );
  return {
    units: new Map(units.all().map(({ id, name }) => [id, name])),
    campaigns: new Map(seen.map(({ id, name }) => [id, name])),
  };
}
