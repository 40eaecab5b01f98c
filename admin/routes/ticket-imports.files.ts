import type Router from '@koa/router';
import {
  createLimitUploads,
  type HttpContext,
  type HttpState,
  type Identify,
  parseRequestPart,
  readUpload,
} from '../../platform/http/index.ts';
import { type ErrorWords, toErrorRows } from '../../tickets/index.ts';
import { createImportAccess } from '../access/find-import.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canExchangeTickets, canReveal } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';
import { sendSheet } from './send-sheet.ts';
import { presentTicketImport } from './ticket-imports.present.ts';
import { TicketImportIdSchema } from './ticket-imports.schema.ts';

const path = '/api/admin/ticket-imports';

type Ports = Pick<
  AdminPorts,
  'ticketImports' | 'units' | 'ticketing' | 'sheets' | 'audit' | 'render' | 'now'
>;

/** What is not JSON: the file in (10 MB), which opens an import, and the rows that were not taken out. */
export function mountTicketImportFiles(
  router: Router<HttpState>,
  ports: Ports,
  identify: Identify,
): void {
  const { ticketImports, sheets, audit, render, now } = ports;
  const access = createImportAccess(ports, createTicketAccess(ports));
  const expectClerk = async (ctx: HttpContext) => {
    const caller = await identify(ctx);
    authorise(caller, canExchangeTickets);
    return { ...expectStaff(caller), caller, mayReveal: canReveal(caller) };
  };

  router.post(path, createLimitUploads(), async (ctx) => {
    const { accountId, name } = await expectClerk(ctx);
    const upload = await readUpload(ctx);
    const job = await ticketImports.open({ accountId, name }, upload.name, upload.bytes);
    await audit.record({ at: now(), accountId, action: 'ticket_import.open', object: job.id });
    ctx.set('Cache-Control', 'no-store');
    ctx.status = 201;
    ctx.body = presentTicketImport(job, now());
  });

  router.get(`${path}/:id/errors`, async (ctx) => {
    const { accountId, caller, mayReveal } = await expectClerk(ctx);
    const params = parseRequestPart('params', TicketImportIdSchema, ctx.params);
    const { id } = await access.find(caller, params.id);
    const { plan } = await ticketImports.plan(id);
    // The rows hold who reported: opened as a reveal is, written down before.
    const action = mayReveal ? 'ticket_import.reveal_errors' : 'ticket_import.read_errors';
    await audit.record({ at: now(), accountId, action, object: id });
    const rows = toErrorRows(plan, createErrorWords(render), mayReveal);
    await sendSheet(ctx, sheets, 'mend', rows);
  });
}

function createErrorWords(render: AdminPorts['render']): ErrorWords {
  const say = (key: string): string => render({ key }, 'zh-CN').text;
  const ofPage = (key: string): string => say(`console.ticket_import.${key}`);
  return {
    row: say('list.mend.row'),
    column: say('list.mend.column'),
    fault: say('list.mend.fault'),
    mend: say('list.mend.mend'),
    ofFault: ({ field, heading, reason }) => ({
      column: heading === '' ? ofPage(`field.${field}`) : heading,
      fault: ofPage(`fault.${reason}`),
      mend: ofPage(`mend.${reason}`),
    }),
  };
}
