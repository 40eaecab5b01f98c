import { z } from 'zod';
import { TicketImportError, type TicketImport } from '../../tickets/index.ts';
import { defineRoute, type Caller, type Route } from '../../platform/http/index.ts';
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

type Ports = Pick<AdminPorts, 'ticketImports' | 'audit' | 'now'>;

export function createTicketImportRoutes({ ticketImports, audit, now }: Ports): readonly Route[] {
  const record = (action: string, object: string, caller: Caller) =>
    audit.record({ at: now(), accountId: expectStaff(caller).accountId, action, object });

  async function find(id: string): Promise<TicketImport> {
    const job = await ticketImports.find(id);
    if (job === undefined) throw new TicketImportError('ticket_import_not_found');
    return job;
  }

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
      handle: () => ticketImports.list(mostListed),
      present: (jobs) => ({ items: jobs.map((job) => presentTicketImport(job, now())) }),
    }),
    defineRoute({
      ...one,
      ...asView,
      method: 'get',
      path: `${path}/:id`,
      summary: 'An import of tickets with its progress and report',
      handle: ({ params }) => find(params.id),
    }),
    defineRoute({
      ...one,
      method: 'get',
      path: `${path}/:id/preview`,
      summary: 'What an import of tickets would do; nothing is written, nobody is named',
      response: TicketPreviewSchema,
      handle: ({ params }) => ticketImports.plan(params.id),
      present: (planned) => presentTicketPreview(planned, now()),
    }),
    defineRoute({
      ...one,
      ...asView,
      method: 'put',
      path: `${path}/:id/choices`,
      summary: 'Say which column is which, and what holds for the whole file',
      body: TicketImportChoicesSchema,
      handle: ({ params, body }) => ticketImports.choose(params.id, body),
    }),
    defineRoute({
      ...one,
      ...asView,
      method: 'post',
      path: `${path}/:id/start`,
      summary: 'Start an import of tickets, or go on with a failed one',
      status: 202,
      async handle({ params, caller }) {
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
        await record('ticket_import.discard', params.id, caller);
        await ticketImports.discard(params.id);
      },
      present: () => ({}),
    }),
  ];
}
