import { Readable } from 'node:stream';
import type Router from '@koa/router';
import { type HttpState, type Identify, parseRequestPart } from '../../platform/http/index.ts';
import { type ListedProblem, type ListItem, toShanghaiDay } from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canReadProblems } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { toProblemQuery } from './problems.ts';
import { ProblemExportQuerySchema } from './problems.schema.ts';
import { sheetTypes } from './send-sheet.ts';

type Ports = Pick<
  AdminPorts,
  'problems' | 'profiles' | 'units' | 'ticketing' | 'ticketExports' | 'audit' | 'render' | 'now'
>;

/** The columns of a list of problems; their words are `problem.column.<name>`. */
export const problemColumns = [
  'ticket',
  'type',
  'level',
  'finding',
  'status',
  'stage',
  'area',
  'actingUnit',
  'responsibleOrgan',
  'words',
  'measure',
  'amount',
  'found_on',
  'closed_on',
] as const;

/** The problems that the filters leave, as a list of any length: written while it is read, without any reporter. */
export function mountProblemExport(
  router: Router<HttpState>,
  ports: Ports,
  identify: Identify,
): void {
  const { problems, audit, now, ticketExports } = ports;
  const access = createTicketAccess(ports);

  router.get('/api/admin/problems/export', async (ctx) => {
    const caller = await identify(ctx);
    authorise(caller, canReadProblems);
    const { as, ...filters } = parseRequestPart('query', ProblemExportQuerySchema, {
      ...ctx.query,
    });
    const query = toProblemQuery(filters, caller, access);
    const { accountId } = expectStaff(caller);
    const object = Object.entries(filters).flat().join(' ');
    await audit.record({ at: now(), accountId, action: 'problems.export', object });

    async function* listRows(): AsyncIterable<readonly string[]> {
      const say = (key: string): string => ports.render({ key }, 'zh-CN').text;
      const toCells = createProblemCells(ports, say);
      yield problemColumns.map((column) => say(`problem.column.${column}`));
      for await (const listed of problems.each(query)) yield toCells(listed);
    }

    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`problems-${toShanghaiDay(now())}.${as}`);
    ctx.type = sheetTypes[as];
    ctx.body = Readable.from(ticketExports.streams[as](listRows()));
  });
}

/** Ids become the names that people know them by; an entry of any version keeps its newest name. */
export function createProblemCells(
  { profiles: { all }, units }: Pick<Ports, 'profiles' | 'units'>,
  say: (key: string) => string,
) {
  const unit = (id: string | undefined): string =>
    units.all().find((one) => one.id === id)?.name ?? id ?? '';
  const word = (group: string, value: string | undefined): string =>
    value === undefined ? '' : say(`${group}.${value}`);

  return ({ problem, ticket }: ListedProblem): readonly string[] => [
    ticket.number,
    findName(
      all.map(({ problemTypes }) => problemTypes),
      problem.type,
    ),
    findName(
      all.map(({ levels }) => levels),
      problem.level,
    ),
    word('console.ticket.finding', problem.finding),
    word('problem.status', problem.status),
    findName(
      all.map(({ caseStages }) => caseStages),
      problem.stage,
    ),
    findName(
      all.map(({ areas }) => areas),
      ticket.area,
    ),
    unit(problem.actingUnit),
    unit(problem.responsibleOrgan),
    problem.words ?? '',
    findName(
      all.map(({ measures }) => measures),
      problem.measure,
    ),
    problem.amountFen === undefined ? '' : (problem.amountFen / 100).toFixed(2),
    toShanghaiDay(problem.foundAt),
    problem.closedAt === undefined ? '' : toShanghaiDay(problem.closedAt),
  ];
}

/** The name of a list's entry in its newest version; its id where there is none. */
export function findName(lists: readonly (readonly ListItem[])[], id: string | undefined): string {
  return lists.flat().findLast((item) => item.id === id)?.name ?? id ?? '';
}
