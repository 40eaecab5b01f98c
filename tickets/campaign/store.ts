import type { TicketBounds } from '../bounds.ts';
import type { TicketStatus } from '../vocabulary.ts';
import type { Campaign } from './campaign.ts';

export type CampaignStore = {
  readonly find: (id: string) => Promise<Campaign | undefined>;
  /** Newest first; a bureau has some hundreds in its life. */
  readonly list: () => Promise<readonly Campaign[]>;
  /** A replay with the same id stores nothing. */
  readonly insert: (campaign: Campaign) => Promise<void>;
  /** Compare-and-set on `version`; stores version + 1. Undefined when somebody else wrote first. */
  readonly save: (campaign: Campaign) => Promise<Campaign | undefined>;
};

/** Its tickets by where they stand, within what the asker sees. A sealed ticket is not counted. */
export type CampaignCounts = {
  readonly total: number;
  readonly byStatus: readonly { readonly status: TicketStatus; readonly count: number }[];
};
export type CountCampaign = (
  id: string,
  bounds: TicketBounds | undefined,
) => Promise<CampaignCounts>;
