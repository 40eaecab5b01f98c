import { defineRoute, type Caller, type Route } from '../../platform/http/index.ts';
import type { Campaign } from '../../tickets/index.ts';
import { toBounds } from '../access/bounds.ts';
import { createCampaignAccess } from '../access/campaign-access.ts';
import { refuseMeeting, refuseUnknown } from '../access/refuse-partners.ts';
import { createOpenCampaign, type CampaignFile } from '../campaign-dossier.ts';
import { expectStaff } from '../caller.ts';
import { canReadCampaigns, canRunCampaigns } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentCampaign, presentCampaignRow } from './campaigns.present.ts';
import {
  CampaignIdSchema,
  CampaignListSchema,
  CampaignStepSchema,
  CampaignViewSchema,
  NewCampaignSchema,
} from './campaigns.schema.ts';

const path = '/api/admin/campaigns';

type Sides = { readonly unitIds: readonly string[]; readonly partnerIds: readonly string[] };
type Ports = Pick<AdminPorts, 'campaigns' | 'problems' | 'units' | 'audit' | 'now'>;

/** 专项监督 and 重点领域监督: the list, one campaign, and its steps. */
export function createCampaignRoutes(ports: Ports): readonly Route[] {
  const { campaigns, units, audit, now } = ports;
  const access = createCampaignAccess(ports);
  const open = createOpenCampaign(ports);

  async function openFile(caller: Caller, campaign: Campaign): Promise<CampaignFile> {
    const bounds = toBounds(expectStaff(caller), units.all());
    const counts = await campaigns.count(campaign.id, bounds);
    return { campaign, rules: campaigns.findRules(campaign), counts };
  }

  /** Units that are named anew are in use, and partners never of the side that is looked at. Throws TicketError. */
  function refuseSides(named: Partial<Sides>, before: Sides): void {
    const { unitIds, partnerIds } = named;
    refuseUnknown(units.all(), [...(unitIds ?? []), ...(partnerIds ?? [])]);
    if (unitIds === undefined && partnerIds === undefined) return;
    refuseMeeting(units.all(), partnerIds ?? before.partnerIds, unitIds ?? before.unitIds);
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Campaigns that the caller may know of, newest first',
      audience: 'staff',
      policy: canReadCampaigns,
      response: CampaignListSchema,
      async handle({ caller }) {
        const seen = await access.list(caller);
        const items = await Promise.all(seen.map((campaign) => openFile(caller, campaign)));
        return { items, canOpen: canRunCampaigns(caller) };
      },
      present: ({ items, canOpen }) => ({ items: items.map(presentCampaignRow), canOpen }),
    }),
    defineRoute({
      method: 'post',
      path,
      summary: 'Open a campaign; a repeat with the same key opens nothing twice',
      audience: 'staff',
      policy: canRunCampaigns,
      body: NewCampaignSchema,
      response: CampaignViewSchema,
      async handle({ body: { key, ...asked }, caller }) {
        const { accountId, name } = expectStaff(caller);
        refuseSides({ unitIds: asked.scope.unitIds }, { unitIds: [], partnerIds: [] });
        const id = `c-${key}`;
        await audit.record({ at: now(), accountId, action: 'campaign.open', object: id });
        const by = { accountId, name };
        return open(caller, await campaigns.open({ ...asked, id, by, at: now() }));
      },
      present: presentCampaign,
    }),
    defineRoute({
      method: 'get',
      path: `${path}/:id`,
      summary: 'One campaign with its chart, figures and what the caller may do',
      audience: 'staff',
      policy: canReadCampaigns,
      params: CampaignIdSchema,
      response: CampaignViewSchema,
      handle: async ({ params, caller }) => open(caller, await access.load(caller, params.id)),
      present: presentCampaign,
    }),
    defineRoute({
      method: 'post',
      path: `${path}/:id/steps`,
      summary: 'Take one of the allowed steps',
      audience: 'staff',
      policy: canRunCampaigns,
      params: CampaignIdSchema,
      body: CampaignStepSchema,
      response: CampaignViewSchema,
      async handle({ params: { id }, body, caller }) {
        const { accountId, name } = expectStaff(caller);
        const { scope, partnerUnitIds } = await access.load(caller, id);
        const { change = {} } = body;
        refuseSides(
          {
            ...(change.scope !== undefined && { unitIds: change.scope.unitIds }),
            ...(change.partnerUnitIds !== undefined && { partnerIds: change.partnerUnitIds }),
          },
          { unitIds: scope.unitIds, partnerIds: partnerUnitIds },
        );
        const entry = { at: now(), accountId, action: `campaign.${body.action}`, object: id };
        await audit.record(entry);
        const by = { accountId, name };
        return open(caller, await campaigns.step({ ...body, id, by, at: now() }));
      },
      present: presentCampaign,
    }),
  ];
}
