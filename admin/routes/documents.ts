import { type Caller, defineRoute, type Route } from '../../platform/http/index.ts';
import {
  isExOfficio,
  type DraftValues,
  type OfficialDocument,
  type Ticket,
} from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import { createDocumentAccess } from '../open-document.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentDocument, presentDocumentRow, presentKinds } from './documents.present.ts';
import { fromCursor, toCursor } from './document-cursor.ts';
import {
  DocumentIdSchema,
  DocumentListSchema,
  DocumentQuerySchema,
  DocumentStepSchema,
  DocumentViewSchema,
  DraftSchema,
  EditSchema,
  KindListSchema,
  KindQuerySchema,
} from './documents.schema.ts';

const path = '/api/admin/documents';
/** A text with its tables. */
const maxBodyBytes = 1024 * 1024;

/** Official documents: drafted, changed, taken through their chain. The tickets room knows who may what. */
export function createDocumentRoutes(ports: AdminPorts): readonly Route[] {
  const { documents, profiles, audit, now } = ports;
  const { access, toAsker, load, list, listWaiting, toSheet } = createDocumentAccess(ports);
  const staff = { audience: 'staff', policy: canReadTickets } as const;
  const shown = { response: DocumentViewSchema, present: presentDocument } as const;

  async function record(caller: Caller, action: string, object: string, reason?: string) {
    const { accountId } = expectStaff(caller);
    await audit.record({
      at: now(),
      accountId,
      action: `document.${action}`,
      object,
      ...(reason !== undefined && { reason }),
    });
  }

  /** What a paper that names no matter rests on, and who answered for it. */
  async function recordExOfficio(
    caller: Caller,
    { id, basis }: OfficialDocument,
    action: string,
    reason: string | undefined,
  ): Promise<void> {
    if (action === 'submit') await record(caller, 'rest_on', id, basis);
    if (action === 'sign') await record(caller, 'vouch', id, reason);
  }

  /** Problems of matters that the caller does not see are nobody's to write about. */
  async function expectVisible(caller: Caller, { problemIds = [] }: DraftValues): Promise<void> {
    for (const id of new Set(problemIds.map((problemId) => problemId.replace(/-p\d+$/, '')))) {
      await access.load(caller, id);
    }
  }

  const findTicket = async (caller: Caller, number: string | undefined) =>
    number === undefined ? undefined : access.load(caller, number);

  const toProfile = (ticket: Ticket | undefined) =>
    ticket === undefined ? profiles.findAt(now()) : profiles.findFor(ticket);

  async function toRow(caller: Caller, document: OfficialDocument) {
    return toSheet(caller, document);
  }

  return [
    defineRoute({
      ...staff,
      method: 'get',
      path: '/api/admin/document-kinds',
      summary: 'Kinds of document that the caller may draft, under the profile of the ticket',
      query: KindQuerySchema,
      response: KindListSchema,
      async handle({ query, caller }) {
        const profile = toProfile(await findTicket(caller, query.ticket));
        const { roles } = expectStaff(caller);
        const kinds = profile.documentKinds.filter(
          ({ draftedBy, isRetired }) =>
            isRetired !== true && draftedBy.some((role) => roles.includes(role)),
        );
        return { kinds, profile };
      },
      present: presentKinds,
    }),
    defineRoute({
      ...staff,
      method: 'get',
      path,
      summary: 'Documents, the newest first, of the matters that the caller sees',
      query: DocumentQuerySchema,
      response: DocumentListSchema,
      async handle({
        query: { ticket: number, kind, state, number: printed, waits, after },
        caller,
      }) {
        const ticket = await findTicket(caller, number);
        const asked = {
          ...(ticket && { ticketId: ticket.id }),
          ...(kind !== undefined && { kind }),
          ...(printed !== undefined && { number: printed }),
          ...(after !== undefined && { after: toCursor(after) }),
        };
        const found = waits
          ? await listWaiting(caller, asked)
          : await list(caller, { ...asked, ...(state !== undefined && { states: [state] }) });
        const items = await Promise.all(found.items.map((document) => toRow(caller, document)));
        return { items, next: found.next };
      },
      present: ({ items, next }) => ({
        items: items.map(presentDocumentRow),
        ...(next && { next: fromCursor(next) }),
      }),
    }),
    defineRoute({
      ...staff,
      ...shown,
      method: 'post',
      path,
      summary: 'Draft a document from its template; a repeat with the same key finds it',
      body: DraftSchema,
      maxBodyBytes,
      status: 201,
      async handle({ body: { ticketNumber, organId, replaces, values, ...body }, caller }) {
        const ticket = await findTicket(caller, ticketNumber);
        await expectVisible(caller, toValues(values));
        const document = await documents.draftDocument({
          ...body,
          values: toValues(values),
          by: await toAsker(caller),
          ...(ticket && { ticketId: ticket.id }),
          ...(organId !== undefined && { organId }),
          ...(replaces !== undefined && { replaces: (await load(caller, replaces)).id }),
        });
        await record(caller, 'draft', document.id);
        return toSheet(caller, document);
      },
    }),
    defineRoute({
      ...staff,
      ...shown,
      method: 'get',
      path: `${path}/:id`,
      summary: 'One document with its text, its way through the chain and what the caller may do',
      params: DocumentIdSchema,
      handle: async ({ params, caller }) => toSheet(caller, await load(caller, params.id)),
    }),
    defineRoute({
      ...staff,
      ...shown,
      method: 'put',
      path: `${path}/:id`,
      summary: 'Change the text; the chain begins anew',
      params: DocumentIdSchema,
      body: EditSchema,
      maxBodyBytes,
      async handle({ params, body, caller }) {
        const { id } = await load(caller, params.id);
        const values = toValues(body.values);
        await expectVisible(caller, values);
        const by = await toAsker(caller);
        const edited = await documents.editDocument({ id, by, version: body.version, values });
        await record(caller, 'edit', id);
        return toSheet(caller, edited);
      },
    }),
    defineRoute({
      ...staff,
      ...shown,
      method: 'post',
      path: `${path}/:id/steps`,
      summary: 'Submit, approve, send back, sign or void',
      params: DocumentIdSchema,
      body: DocumentStepSchema,
      async handle({ params, body: { action, version, reason }, caller }) {
        const { id } = await load(caller, params.id);
        const request = { id, version, by: await toAsker(caller), ...(reason && { reason }) };
        const take = {
          submit: documents.submitDocument,
          approve: documents.approveDocument,
          return: documents.returnDocument,
          sign: documents.signDocument,
          void: documents.voidDocument,
        }[action];
        const document = await take(request);
        await record(caller, action, id, action === 'sign' ? document.contentHash : reason);
        if (isExOfficio(document)) await recordExOfficio(caller, document, action, reason);
        return toSheet(caller, document);
      },
    }),
  ];
}

/** What was left out of the body is left out of the values. */
export function toValues(given: {
  readonly [Name in keyof DraftValues]?: DraftValues[Name] | undefined;
}): DraftValues {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
