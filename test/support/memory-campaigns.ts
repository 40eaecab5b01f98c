import {
  createCampaigns,
  isInEscrow,
  isWithin,
  ticketStatuses,
  type Campaign,
  type Campaigns,
  type CampaignStore,
  type CountCampaign,
  type Profiles,
  type Ticket,
} from '../../tickets/index.ts';

/** A CampaignStore for tests of the rules and the desk; it passes the same contract as the real one. */
export function createMemoryCampaignStore(): CampaignStore {
  const campaigns = new Map<string, Campaign>();
  return {
    find: async (id) => campaigns.get(id),
    list: async () =>
      [...campaigns.values()].toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime()),
    async insert(campaign) {
      if (!campaigns.has(campaign.id)) campaigns.set(campaign.id, structuredClone(campaign));
    },
    async save(campaign) {
      if (campaigns.get(campaign.id)?.version !== campaign.version) return undefined;
      const next = structuredClone({ ...campaign, version: campaign.version + 1 });
      campaigns.set(campaign.id, next);
      return next;
    },
  };
}

/** Counts over tickets in memory what the real one asks the database. */
export function createMemoryCount(listTickets: () => Promise<readonly Ticket[]>): CountCampaign {
  return async function countCampaign(id, bounds) {
    const found = (await listTickets()).filter(
      (ticket) =>
        ticket.campaignIds?.includes(id) === true &&
        !isInEscrow(ticket) &&
        (bounds === undefined || isWithin(bounds, ticket)),
    );
    const byStatus = ticketStatuses
      .map((status) => ({ status, count: found.filter((one) => one.status === status).length }))
      .filter(({ count }) => count > 0);
    return { total: found.length, byStatus };
  };
}

/** Campaigns over tickets in memory. */
export function createMemoryCampaigns(
  listTickets: () => Promise<readonly Ticket[]>,
  profiles: Profiles,
): Campaigns {
  const count = createMemoryCount(listTickets);
  return createCampaigns({ store: createMemoryCampaignStore(), profiles, count });
}
