import {
  ticketStatuses,
  type Campaign,
  type CampaignStore,
  type CountCampaign,
} from '../../tickets/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';
import { toBoundsFilter } from './ticket-bounds.ts';
import { ticketCollection } from './ticket-document.ts';
import { toMembership } from './ticket-filter.ts';

type CampaignDocument = Omit<Campaign, 'id'> & { readonly _id: string; readonly v: number };

const required = { ...anything, required: true };
const text = { type: String, required: true };
const time = { type: Date, required: true };
/** More than a bureau ever has. */
const most = 1000;

export const campaignCollection = defineCollection<CampaignDocument>(
  'campaigns',
  {
    version: { type: Number, required: true },
    kind: text,
    profile: { type: Number, required: true },
    status: text,
    name: text,
    scope: required,
    period: required,
    plan: [anything],
    partnerUnitIds: [String],
    report: String,
    history: [anything],
    createdAt: time,
    updatedAt: time,
  },
  [[{ createdAt: -1, _id: -1 }]],
);

/** Campaigns as they stand. Which tickets are in one is asked of the tickets. */
export function createCampaignStore(database: Database): CampaignStore {
  const campaigns = openDocuments(database, campaignCollection);
  return {
    async find(id) {
      const found = await campaigns.find(id);
      return found && toCampaign(found);
    },
    async list() {
      const found = await campaigns.list({}, { sort: { createdAt: -1, _id: -1 }, limit: most });
      return found.map(toCampaign);
    },
    async insert(campaign) {
      await campaigns.insert(toDocument(campaign));
    },
    async save(campaign) {
      const next = { ...campaign, version: campaign.version + 1 };
      const at = { _id: { $eq: campaign.id }, version: { $eq: campaign.version } };
      return (await campaigns.replace(at, toDocument(next))) ? next : undefined;
    },
  };
}

/** Counts the tickets of a campaign by where they stand; a sealed one is in none. */
export function createCountCampaign(database: Database): CountCampaign {
  const tickets = openCollection(database, ticketCollection);
  return async function countCampaign(id, bounds) {
    const found = await tickets
      .aggregate<{ readonly _id: string; readonly count: number }>([
        { $match: { $and: [...toMembership({ $eq: id }), ...toBoundsFilter(bounds)] } },
        { $group: { _id: '$status', count: { $sum: 1 } } },
      ])
      .toArray();
    const counts = new Map(found.map(({ _id, count }) => [_id, count]));
    const byStatus = ticketStatuses.flatMap((status) => {
      const count = counts.get(status) ?? 0;
      return count > 0 ? [{ status, count }] : [];
    });
    return { total: found.reduce((sum, { count }) => sum + count, 0), byStatus };
  };
}

function toDocument({ id, ...fields }: Campaign): CampaignDocument {
  return { _id: id, v: 1, ...fields };
}

function toCampaign({ _id, v: _, ...fields }: CampaignDocument): Campaign {
  return { id: _id, ...fields };
}
