import { type Caller, defineRoute, type Route } from '../../platform/http/index.ts';
import { DocumentError, type OfficialDocument, type ServingRequest } from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import { createDocumentAccess } from '../open-document.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentDocument } from './documents.present.ts';
import {
  DocumentIdSchema,
  DocumentViewSchema,
  MarkSchema,
  SealByMachineSchema,
  ServeSchema,
  ServingIdSchema,
} from './documents.schema.ts';

const path = '/api/admin/documents/:id';

/** What happens to a signed document: sealed by machine, put before units and people, received and answered. */
export function createDocumentServingRoutes(ports: AdminPorts): readonly Route[] {
  const { documents, ticketing, audit, now } = ports;
  const { toAsker, load, toSheet } = createDocumentAccess(ports);
  const staff = {
    audience: 'staff',
    policy: canReadTickets,
    method: 'post',
    response: DocumentViewSchema,
    present: presentDocument,
  } as const;

  async function record(caller: Caller, action: string, object: string) {
    const { accountId } = expectStaff(caller);
    await audit.record({ at: now(), accountId, action: `document.${action}`, object });
  }

  /** The person of the document's own ticket; the console never learns the id. */
  async function findReporter({ ticketId }: OfficialDocument): Promise<string> {
    const ticket = ticketId === undefined ? undefined : await ticketing.store.find(ticketId);
    if (ticket?.personId === undefined) throw new DocumentError('document_value_invalid');
    return ticket.personId;
  }

  return [
    defineRoute({
      ...staff,
      path: `${path}/e-seal`,
      summary: 'Have the seal platform set the seal; the document is issued',
      params: DocumentIdSchema,
      body: SealByMachineSchema,
      async handle({ params, body, caller }) {
        const { id } = await load(caller, params.id);
        await record(caller, 'seal', id);
        const by = await toAsker(caller);
        return toSheet(caller, await documents.sealByMachine({ id, by, version: body.version }));
      },
    }),
    defineRoute({
      ...staff,
      path: `${path}/servings`,
      summary: 'Serve an issued document on units or on the reporter, each with a limit of its own',
      params: DocumentIdSchema,
      body: ServeSchema,
      async handle({ params, body, caller }) {
        const document = await load(caller, params.id);
        const servings: ServingRequest[] = [];
        for (const { to, by } of body.servings) {
          const personal = to.kind === 'reporter';
          servings.push({
            by,
            to: personal ? { kind: 'person', personId: await findReporter(document) } : to,
          });
        }
        const { id } = document;
        const by = await toAsker(caller);
        const served = await documents.serveDocument({ id, by, version: body.version, servings });
        await record(caller, 'serve', id);
        return toSheet(caller, served);
      },
    }),
    defineRoute({
      ...staff,
      path: `${path}/servings/:servingId/marks`,
      summary: 'Note a receipt or an answer that came on paper; an answer keeps the limit',
      params: ServingIdSchema,
      body: MarkSchema,
      async handle({ params, body: { action, key }, caller }) {
        const { id } = await load(caller, params.id);
        const { servingId } = params;
        const by = await toAsker(caller);
        await record(caller, action, id);
        const marked = await documents.markServing({
          documentId: id,
          servingId,
          action,
          key,
          by,
        });
        return toSheet(caller, marked);
      },
    }),
  ];
}
