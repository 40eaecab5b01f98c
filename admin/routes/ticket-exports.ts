import { Readable } from 'node:stream';
import type Router from '@koa/router';
import { type HttpState, type Identify, parseRequestPart } from '../../platform/http/index.ts';
import { type StatusLine, toDayEnd, toDayStart, toStatusLine } from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { maskCodes } from '../mask.ts';
import { canExchangeTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { sheetTypes } from './send-sheet.ts';
import { StatusExportQuerySchema } from './ticket-imports.schema.ts';

type Ports = Pick<AdminPorts, 'ticketExports' | 'ticketing' | 'units' | 'audit' | 'render' | 'now'>;

const columns = [
  'external_number',
  'number',
  'status',
  'received_on',
  'filed_on',
  'accepted_on',
  'due_on',
  'ended_on',
  'result',
] as const;

/** What became of the matters that others handed over, as a list of any length: written while it is read. */
export function mountTicketExport(
  router: Router<HttpState>,
  ports: Ports,
  identify: Identify,
): void {
  const { ticketExports, audit, render, now } = ports;
  const access = createTicketAccess(ports);
  const { listForExport, findExternalNumber, streams } = ticketExports;
  const say = (key: string): string => render({ key }, 'zh-CN').text;

  router.get('/api/admin/ticket-exports', async (ctx) => {
    const caller = await identify(ctx);
    authorise(caller, canExchangeTickets);
    const query = parseRequestPart('query', StatusExportQuerySchema, { ...ctx.query });
    const { source, from, to, by, as } = query;
    const period = {
      from: toDayStart(from),
      to: toDayEnd(to),
      by,
      ...(source !== undefined && { source }),
    };

    async function* listRows(): AsyncIterable<readonly string[]> {
      yield columns.map((column) => say(`list.status.${column}`));
      for await (const ticket of listForExport(period)) {
        if (!access.canSee(caller, ticket)) continue;
        const number = await findExternalNumber(ticket);
        yield toCells(
          { ...toStatusLine(ticket), ...(number !== undefined && { externalNumber: number }) },
          say,
        );
      }
    }

    const { accountId } = expectStaff(caller);
    const object = [source ?? 'all', by, from, to].join(' ');
    await audit.record({ at: now(), accountId, action: 'ticket_export.status', object });
    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`status-${from}-${to}.${as}`);
    ctx.type = sheetTypes[as];
    ctx.body = Readable.from(streams[as](listRows()));
  });
}

function toCells(line: StatusLine, say: (key: string) => string): readonly string[] {
  return [
    line.externalNumber ?? '',
    line.number,
    say(`console.status.${line.status}`),
    line.receivedOn ?? '',
    line.filedOn,
    line.acceptedOn ?? '',
    line.dueOn ?? '',
    line.endedOn ?? '',
    maskCodes(line.result),
  ];
}
