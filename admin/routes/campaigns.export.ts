import { Readable } from 'node:stream';
import type Router from '@koa/router';
import { type HttpState, type Identify, parseRequestPart } from '../../platform/http/index.ts';
import { toShanghaiDay, type Ticket } from '../../tickets/index.ts';
import { createCampaignAccess } from '../access/campaign-access.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canReadCampaigns } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { CampaignExportQuerySchema, CampaignIdSchema } from './campaigns.schema.ts';
import { createProblemCells, findName, problemColumns } from './problems.export.ts';
import { sheetTypes } from './send-sheet.ts';

type Ports = Pick<
  AdminPorts,
  | 'campaigns'
  | 'problems'
  | 'profiles'
  | 'units'
  | 'ticketing'
  | 'ticketExports'
  | 'audit'
  | 'render'
  | 'now'
>;

const columns = [
  'number',
  'kind',
  'status',
  'area',
  'actingUnit',
  'responsibleOrgan',
  'filed_on',
  'due_on',
  'problems',
] as const;
const pageSize = 100;

/** A campaign's tickets or problems as a list of any length, within what the caller sees and without any reporter. */
export function mountCampaignExport(
  router: Router<HttpState>,
  ports: Ports,
  identify: Identify,
): void {
  const { problems, audit, now, ticketExports, units } = ports;
  const access = createCampaignAccess(ports);
  const tickets = createTicketAccess(ports);
  const say = (key: string): string => ports.render({ key }, 'zh-CN').text;

  router.get('/api/admin/campaigns/:id/export', async (ctx) => {
    const caller = await identify(ctx);
    authorise(caller, canReadCampaigns);
    const params = parseRequestPart('params', CampaignIdSchema, { id: ctx.params['id'] });
    const { of, as } = parseRequestPart('query', CampaignExportQuerySchema, { ...ctx.query });
    const { id } = await access.load(caller, params.id);
    const bounds = tickets.boundsOf(caller);
    const { accountId } = expectStaff(caller);
    await audit.record({ at: now(), accountId, action: `campaign.export_${of}`, object: id });

    async function* listTickets(): AsyncIterable<readonly string[]> {
      const names = new Map(units.all().map((unit) => [unit.id, unit.name]));
      const areas = ports.profiles.all.map((profile) => profile.areas);
      const toName = (kind: 'unit' | 'area', key: string | undefined): string =>
        kind === 'area' ? findName(areas, key) : (names.get(key ?? '') ?? '');
      yield columns.map((column) => say(`campaign.column.${column}`));
      for (let page = 1; ; page += 1) {
        const query = { campaignId: id, order: 'oldest', page, pageSize } as const;
        const { items, total } = await tickets.list(caller, query);
        for (const ticket of items) yield toCells(ticket, toName, say);
        if (page * pageSize >= total) return;
      }
    }

    async function* listProblems(): AsyncIterable<readonly string[]> {
      const toProblemCells = createProblemCells(ports, say);
      yield problemColumns.map((column) => say(`problem.column.${column}`));
      for await (const listed of problems.each({ campaignId: id, ...(bounds && { bounds }) })) {
        yield toProblemCells(listed);
      }
    }

    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`campaign-${of}-${toShanghaiDay(now())}.${as}`);
    ctx.type = sheetTypes[as];
    const rows = of === 'tickets' ? listTickets() : listProblems();
    ctx.body = Readable.from(ticketExports.streams[as](rows));
  });
}

/** Units by the names of the tree, never in the reporter's words. */
function toCells(
  { number, kind, status, area, respondent, createdAt, dueAt, problems }: Ticket,
  toName: (kind: 'unit' | 'area', key: string | undefined) => string,
  say: (key: string) => string,
): readonly string[] {
  return [
    number,
    say(`console.kind.${kind}`),
    say(`console.status.${status}`),
    toName('area', area),
    toName('unit', respondent?.actingUnitId),
    toName('unit', respondent?.responsibleOrganId),
    toShanghaiDay(createdAt),
    dueAt === undefined ? '' : toShanghaiDay(dueAt),
    String(problems.length),
  ];
}
