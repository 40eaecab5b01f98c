import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { createCanSeeDocument } from '../access/can-see-document.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { ticketsTopic } from '../feed.ts';
import { canDecideReplies, canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { TicketNumberSchema } from '../routes/ticket.schema.ts';
import { presentDocumentReplies, presentStaffReply, presentUndecided } from './replies.present.ts';
import {
  DecisionSchema,
  ReplyIdSchema,
  StaffReplySchema,
  TicketRepliesSchema,
  UndecidedListSchema,
} from './replies.schema.ts';

const undecidedLimit = 200;

/** What units replied, beside the ticket, and the bureau's word to it. */
export function createUnitReplyRoutes(ports: AdminPorts): readonly Route[] {
  const { unitPortal, audit, news, now } = ports;
  const access = createTicketAccess(ports);
  const canSeeDocument = createCanSeeDocument(access);

  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/tickets/:number/unit-replies',
      summary: 'What units replied to the documents of a ticket',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      response: TicketRepliesSchema,
      async handle({ params, caller }) {
        const { id } = await access.load(caller, params.number);
        const items = await unitPortal.listForTicket(id);
        const seen = await Promise.all(
          items.map(({ document }) => canSeeDocument(caller, document)),
        );
        return { items: items.filter((_, at) => seen[at]), mayDecide: canDecideReplies(caller) };
      },
      present: ({ items, mayDecide }) => ({
        items: items.map((item) => presentDocumentReplies(item, mayDecide, unitPortal)),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/admin/unit-replies',
      summary: 'Objections, reviews and reports of units that wait for the bureau’s word',
      audience: 'staff',
      policy: canReadTickets,
      response: UndecidedListSchema,
      async handle({ caller }) {
        const replies = await unitPortal.listUndecided(undecidedLimit);
        const found = await Promise.all(
          replies.map(async (reply) => {
            const document = await unitPortal.findDocument(reply.documentId);
            const isSeen = document !== undefined && (await canSeeDocument(caller, document));
            return isSeen ? [{ reply, document }] : [];
          }),
        );
        return { items: found.flat(), mayDecide: canDecideReplies(caller) };
      },
      present: ({ items, mayDecide }) => ({
        items: items.map(({ reply, document }) =>
          presentUndecided(reply, document, mayDecide, unitPortal),
        ),
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/admin/unit-replies/:id/decision',
      summary: 'Uphold or refuse an objection or review, pass a report or send it back',
      audience: 'staff',
      policy: canDecideReplies,
      params: ReplyIdSchema,
      body: DecisionSchema,
      response: StaffReplySchema,
      async handle({ params, body, caller }) {
        const { accountId, name } = expectStaff(caller);
        const reply = await unitPortal.findReply(params.id);
        const document = reply && (await unitPortal.findDocument(reply.documentId));
        if (document === undefined || !(await canSeeDocument(caller, document))) {
          throw new HttpError('not_found');
        }
        const { version, outcome, reason } = body;
        await audit.record({
          at: now(),
          accountId,
          action: 'unit_reply.decide',
          object: params.id,
          reason,
        });
        const by = { accountId, name };
        const decided = await unitPortal.decideReply(params.id, version, { outcome, reason, by });
        news.announce(ticketsTopic);
        return decided;
      },
      present: (reply) => presentStaffReply(reply, false),
    }),
  ];
}
