import { z } from 'zod';
import type { TicketImport } from '../../tickets/index.ts';
import { defineRoute, type Caller, type Route } from '../../platform/http/index.ts';
import { createImportAccess } from '../access/find-import.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canExchangeTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentTicketImport, presentTicketPreview } from './ticket-imports.present.ts';
import {
  TicketImportChoicesSchema,
  TicketImportIdSchema,
  TicketImportListSchema,
  TicketImportViewSchema,
  TicketPreviewSchema,
} from './ticket-imports.schema.ts';

const path = '/api/admin/ticket-imports';
const mostListed = 50;

type Ports = Pick<AdminPorts, 'ticketImports' | 'units' | 'ticketing' | 'audit' | 'now'>;

/** Lists of matters from others: brought in, looked at, run, taken back. */
export function createTicketImportRoutes(ports: Ports): readonly Route[] {
  const { ticketImports, audit, now } = ports;
  const access = createImportAccess(ports, createTicketAccess(ports));
  const record = (action: string, object: string, caller: Caller) =>
    audit.record({ at: now(), accountId: expectStaff(caller).accountId, action, object });

  const staff = { audience: 'staff', policy: canExchangeTickets } as const;
  const one = { ...staff, params: TicketImportIdSchema } as const;
  const asView = {
    response: TicketImportViewSchema,
    present: (job: TicketImport) => presentTicketImport(job, now()),
  } as const;
  return [
    defineRoute({
      ...staff,
      method: 'get',
      path,
      summary: 'Imports of tickets, the newest first',
      response: TicketImportListSchema,
      handle: async ({ caller }) =>
        (await ticketImports.list(mostListed)).filter((job) => access.canSee(caller, job)),
      present: (jobs) => ({ items: jobs.map((job) => presentTicketImport(job, now())) }),
    }),
    defineRoute({
      ...one,
      ...asView,
      method: 'get',
      path: `${path}/:id`,
      summary: 'An import of tickets with its progress and report',
      handle: ({ params, caller }) => access.find(caller, params.id),
    }),
    defineRoute({
      ...one,
      method: 'get',
      path: `${path}/:id/preview`,
      summary: 'What an import of tickets would do; nothing is written, nobody is named',
      response: TicketPreviewSchema,
      handle: async ({ params, caller }) =>
        ticketImports.plan((await access.find(caller, params.id)).id),
      present: (planned) => presentTicketPreview(planned, now()),
    }),
    defineRoute({
      ...one,
      ...asView,
      method: 'put',
      path: `${path}/:id/choices`,
      summary: 'Say which column is which, and what holds for the whole file',
      body: TicketImportChoicesSchema,
      handle: async ({ params, body, caller }) =>
        ticketImports.choose((await access.find(caller, params.id)).id, body),
    }),
    defineRoute({
      ...one,
      ...asView,
      method: 'post',
      path: `${path}/:id/start`,
      summary: 'Start an import of tickets, or go on with a failed one',
      status: 202,
      async handle({ params, caller }) {
        await access.find(caller, params.id);
        await record('ticket_import.start', params.id, caller);
        const job = await ticketImports.start(params.id);
        ticketImports.ring();
        return job;
      },
    }),
    defineRoute({
      ...one,
      ...asView,
      method: 'post',
      path: `${path}/:id/undo`,
      summary: 'Take an import back: tickets that nobody touched are deleted, the others listed',
      status: 202,
      async handle({ params, caller }) {
        const { accountId, name } = expectStaff(caller);
        await access.find(caller, params.id);
        await record('ticket_import.undo', params.id, caller);
        const job = await ticketImports.undo(params.id, { accountId, name });
        ticketImports.ring();
        return job;
      },
    }),
    defineRoute({
      ...one,
      method: 'post',
      path: `${path}/:id/discard`,
      summary: 'Forget an import that was not started, with its file',
      response: z.object({}),
      async handle({ params, caller }) {
        await access.find(caller, params.id);
        await record('ticket_import.discard', params.id, caller);
        await ticketImports.discard(params.id);
      },
      present: () => ({}),
    }),
  ];
}
