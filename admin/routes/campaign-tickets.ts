import type { z } from 'zod';
import { defineRoute, type Caller, type Route } from '../../platform/http/index.ts';
import {
  createTickets,
  findProcedure,
  listAllowedActions,
  toDayEnd,
  toDayStart,
  type Ticket,
  type TicketQuery,
} from '../../tickets/index.ts';
import { createCampaignAccess } from '../access/campaign-access.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff, toActor } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { ticketsTopic } from '../feed.ts';
import { canReadTickets, canRunCampaigns } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  CampaignIdSchema,
  CampaignTicketsQuerySchema,
  CampaignTicketsSchema,
  CandidateQuerySchema,
  JoinSchema,
  LeaveSchema,
  MembershipSchema,
} from './campaigns.schema.ts';
import { presentRow } from './tickets.present.ts';

const path = '/api/admin/campaigns/:id';
/** As many as one look may put in. */
const mostCandidates = 200;

/** The tickets of a campaign: those in it, those that a filter finds for it, putting in and taking out. */
export function createCampaignTicketRoutes(ports: AdminPorts): readonly Route[] {
  const { campaigns, ticketing, audit, accounts, news, now, lightOf } = ports;
  const acts = createTickets(ticketing);
  const access = createCampaignAccess(ports);
  const tickets = createTicketAccess(ports);

  async function list(caller: Caller, query: Omit<TicketQuery, 'bounds'>) {
    const [found, names] = await Promise.all([tickets.list(caller, query), listNames(accounts)]);
    return { ...found, context: { names, lightOf } };
  }

  /** A consultation or a suggestion is answered, not supervised. */
  function mayJoin(ticket: Ticket, caller: Caller): boolean {
    const procedure = findProcedure(ticketing.procedures, ticket);
    return listAllowedActions(ticket, procedure, expectStaff(caller).roles).includes(
      'join_campaign',
    );
  }

  /** Each in its own step of its own ticket: what one refuses does not hold up the others. */
  async function takeEach(
    caller: Caller,
    numbers: readonly string[],
    take: (ticket: Ticket) => Promise<Ticket>,
  ) {
    const refused: { readonly number: string; readonly code: string }[] = [];
    for (const number of new Set(numbers)) {
      try {
        await take(await tickets.load(caller, number));
      } catch (error) {
        const code = toCode(error);
        if (code === undefined) throw error;
        refused.push({ number, code });
      }
    }
    news.announce(ticketsTopic);
    return { done: new Set(numbers).size - refused.length, refused };
  }

  async function note(caller: Caller, action: string, object: string): Promise<void> {
    const { accountId } = expectStaff(caller);
    await audit.record({ at: now(), accountId, action, object });
  }

  const listing = {
    audience: 'staff',
    params: CampaignIdSchema,
    response: CampaignTicketsSchema,
    present: ({ items, total, context }: Awaited<ReturnType<typeof list>>) => ({
      items: items.map((ticket) => presentRow(ticket, context)),
      total,
    }),
  } as const;
  const changing = {
    audience: 'staff',
    policy: canRunCampaigns,
    params: CampaignIdSchema,
    response: MembershipSchema,
    present: (outcome: Awaited<ReturnType<typeof takeEach>>) => ({
      done: outcome.done,
      refused: outcome.refused.map((one) => ({ ...one })),
    }),
  } as const;

  return [
    defineRoute({
      ...listing,
      method: 'get',
      path: `${path}/tickets`,
      summary: 'The tickets of a campaign that the caller sees; a sealed one is in none',
      policy: canReadTickets,
      query: CampaignTicketsQuerySchema,
      async handle({ params, query, caller }) {
        const { id } = await access.load(caller, params.id);
        return list(caller, { ...query, order: 'newest', campaignId: id });
      },
    }),
    defineRoute({
      ...listing,
      method: 'get',
      path: `${path}/candidates`,
      summary: 'What a filter would put in: open tickets that are not in it yet and may be',
      policy: canRunCampaigns,
      query: CandidateQuerySchema,
      async handle({ params, query, caller }) {
        const { id } = await access.load(caller, params.id);
        const found = await list(caller, toCandidates(id, query));
        const items = found.items.filter((ticket) => mayJoin(ticket, caller));
        return { ...found, items, total: found.total - found.items.length + items.length };
      },
    }),
    defineRoute({
      ...changing,
      method: 'post',
      path: `${path}/tickets`,
      summary: 'Put tickets in; each says for itself whether it may',
      body: JoinSchema,
      async handle({ params, body: { numbers }, caller }) {
        await access.load(caller, params.id);
        const { id: campaignId } = await campaigns.loadOpen(params.id);
        await note(caller, 'campaign.put_in', campaignId);
        const asker = toAsker(caller);
        return takeEach(caller, numbers, ({ id }) =>
          acts.joinCampaign({ ...asker, numberOrId: id, campaignId }),
        );
      },
    }),
    defineRoute({
      ...changing,
      method: 'post',
      path: `${path}/tickets/remove`,
      summary: 'Take tickets out, with a reason in the history of each',
      body: LeaveSchema,
      async handle({ params, body: { numbers, reason }, caller }) {
        await access.load(caller, params.id);
        const { id: campaignId } = await campaigns.loadOpen(params.id);
        await note(caller, 'campaign.take_out', campaignId);
        const asker = toAsker(caller);
        return takeEach(caller, numbers, ({ id }) =>
          acts.leaveCampaign({ ...asker, numberOrId: id, campaignId, reason }),
        );
      },
    }),
  ];
}

function toAsker(caller: Caller) {
  const staff = expectStaff(caller);
  return { by: toActor(staff), roles: staff.roles };
}

/** Names each field: nothing that a client sent is spread into a query. */
function toCandidates(
  id: string,
  { query, kind, area, unit, from, to }: z.infer<typeof CandidateQuerySchema>,
): Omit<TicketQuery, 'bounds'> {
  return {
    outsideCampaignId: id,
    open: true,
    order: 'newest',
    page: 1,
    pageSize: mostCandidates,
    ...(query !== undefined && { query }),
    ...(kind !== undefined && { kind }),
    ...(area !== undefined && { area }),
    ...(unit !== undefined && { unitId: unit }),
    ...(from !== undefined && { filedFrom: toDayStart(from) }),
    ...(to !== undefined && { filedTo: toDayEnd(to) }),
  };
}

/** The code of a refusal by the rules; anything else is a fault. */
function toCode(error: unknown): string | undefined {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  const code = isCoded ? String(error.code) : '';
  return code.startsWith('ticket_') ? code : undefined;
}
