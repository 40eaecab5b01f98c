import { z } from 'zod';
import { campaignKinds, campaignNeeds, campaignParts } from '../../tickets/index.ts';

const StageSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  name: z.string().trim().min(1).max(40),
  source: z.string().trim().min(1).max(200),
  isRetired: z.literal(true).exactOptional(),
  part: z.enum(campaignParts),
  needs: z.array(z.enum(campaignNeeds)).max(campaignNeeds.length).exactOptional(),
});

/** The stages of each kind of campaign, as a profile has them. */
export const CampaignRulesSchema = z
  .array(z.strictObject({ kind: z.enum(campaignKinds), stages: z.array(StageSchema).max(30) }))
  .max(campaignKinds.length);
