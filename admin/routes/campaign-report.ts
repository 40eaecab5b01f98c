import type Router from '@koa/router';
import { z } from 'zod';
import {
  HttpError,
  type HttpState,
  type Identify,
  parseRequestPart,
} from '../../platform/http/index.ts';
import {
  isEnded,
  sayDay,
  toCampaignReport,
  toShanghaiDay,
  type CampaignReport,
  type ReportWords,
} from '../../tickets/index.ts';
import { createCampaignAccess } from '../access/campaign-access.ts';
import { createOpenCampaign, type CampaignDossier } from '../campaign-dossier.ts';
import { expectStaff } from '../caller.ts';
import { canReadCampaigns } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { CampaignIdSchema } from './campaigns.schema.ts';
import { paperTypes } from './document-papers.ts';
import { findName } from './problems.export.ts';

type Ports = Pick<
  AdminPorts,
  'campaigns' | 'problems' | 'profiles' | 'units' | 'documents' | 'audit' | 'render' | 'now'
>;
const QuerySchema = z.strictObject({ as: z.enum(['pdf', 'docx']).default('pdf') });

/** A campaign's report on paper, with what is counted for the caller. It has no seal: it says 未用印. */
export function mountCampaignReport(
  router: Router<HttpState>,
  ports: Ports,
  identify: Identify,
): void {
  const { documents, audit, profiles, now } = ports;
  const access = createCampaignAccess(ports);
  const openCampaign = createOpenCampaign(ports);

  router.get('/api/admin/campaigns/:id/report', async (ctx) => {
    const caller = await identify(ctx);
    authorise(caller, canReadCampaigns);
    const { id } = parseRequestPart('params', CampaignIdSchema, { id: ctx.params['id'] });
    const { as } = parseRequestPart('query', QuerySchema, { ...ctx.query });
    const dossier = await openCampaign(caller, await access.load(caller, id));
    const [organ] = profiles.find(dossier.campaign.profile).organs;
    const on = { organName: organ?.name ?? '', day: toShanghaiDay(now()) };
    const report = toCampaignReport(dossier.campaign, on, toWords(dossier, ports));
    if (report === undefined) throw new HttpError('not_found');
    const { accountId } = expectStaff(caller);
    await audit.record({ at: now(), accountId, action: 'campaign.print_report', object: id });
    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`campaign-report-${on.day}.${as}`);
    ctx.type = paperTypes[as];
    ctx.body = Buffer.from(await print(documents.papers, report, as));
  });
}

function print(
  papers: Ports['documents']['papers'],
  report: CampaignReport,
  as: 'pdf' | 'docx',
): Promise<Uint8Array> {
  return as === 'docx' ? papers.printReportDocx(report) : papers.printReportPdf(report);
}

/** The bureau's language, whoever prints it: it is a paper. */
function toWords(
  { campaign, counts, problems, unitNames, isPartial }: CampaignDossier,
  { profiles, render }: Ports,
): ReportWords {
  const say = (key: string, values: Readonly<Record<string, string>> = {}): string =>
    render({ key: `campaign.${key}`, values }, 'zh-CN').text;
  const toUnits = (ids: readonly string[]) => ids.map((id) => unitNames.get(id) ?? id).join('、');
  const areaLists = profiles.all.map(({ areas }) => areas);
  const typeLists = profiles.all.map(({ problemTypes }) => problemTypes);
  const { name, period, scope, partnerUnitIds, kind } = campaign;
  const areas = scope.areas.map((id) => findName(areaLists, id)).join('、');
  const ended = counts.byStatus
    .filter(({ status }) => isEnded(status))
    .reduce((sum, { count }) => sum + count, 0);
  const rows: readonly (readonly [string, string | number])[] = [
    [say('paper.tickets'), counts.total],
    [say('paper.ended'), ended],
    [say('paper.problems'), problems.total],
    ...problems.byType.map(
      ({ type, count }) =>
        [say('paper.of_type', { type: findName(typeLists, type) }), count] as const,
    ),
    [say('paper.open'), problems.open],
    [say('paper.amount'), (problems.amountFen / 100).toFixed(2)],
  ];
  return {
    title: say('paper.title', { name }),
    headings: [say('paper.about'), say('paper.counted'), say('paper.said')],
    about: [
      say('paper.period', {
        kind: say(`kind.${kind}`),
        from: sayDay(period.from),
        to: sayDay(period.to),
      }),
      say('paper.areas', { areas: areas === '' ? say('all_areas') : areas }),
      say('paper.units', {
        units: scope.unitIds.length === 0 ? say('all_units') : toUnits(scope.unitIds),
      }),
      ...(scope.matters.length === 0
        ? []
        : [say('paper.matters', { matters: scope.matters.join('；') })]),
      ...(partnerUnitIds.length === 0
        ? []
        : [say('paper.partners', { partners: toUnits(partnerUnitIds) })]),
    ],
    columns: [say('paper.item'), say('paper.number')],
    counts: rows.map(([item, count]) => [item, String(count)]),
    note: say(isPartial ? 'paper.note_partial' : 'paper.note'),
  };
}
