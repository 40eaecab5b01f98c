import { defineRoute, type Caller, type Route } from '../../platform/http/index.ts';
import { createTickets, listVoices, TicketError, type Ticket } from '../../tickets/index.ts';
import { createExpertAccess, type OwnAsk } from '../access/expert-access.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff, toActor } from '../caller.ts';
import { createContactDesk } from '../contact-desk.ts';
import { createLoadDossier } from '../dossier.ts';
import { createExplainConflict } from '../explain-conflict.ts';
import { ticketsTopic } from '../feed.ts';
import { canGiveOpinions, canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  ExpertAskSchema,
  ExpertListSchema,
  OpinionSchema,
  OwnAskListSchema,
  type OwnAskView,
} from './opinions.schema.ts';
import { presentTicket } from './ticket.present.ts';
import { TicketNumberSchema, TicketViewSchema } from './ticket.schema.ts';

const ticketPath = '/api/admin/tickets/:number';
const path = '/api/admin/opinions';

/** 法治巡察员: staff ask one expert about one ticket in words of their own; the expert reads those alone, and answers. */
export function createOpinionRoutes(ports: AdminPorts): readonly Route[] {
  const { ticketing, news, audit, render, now } = ports;
  const acts = createTickets(ticketing);
  const access = createTicketAccess(ports);
  const experts = createExpertAccess(ports);
  const loadDossier = createLoadDossier(ports);
  const explainConflict = createExplainConflict(ports);
  const { listClues } = createContactDesk(ports);

  /** Words of anybody who reported the matter, also of one who was merged into it. */
  async function refuseClues(ticket: Ticket, words: string): Promise<void> {
    const voices = await listVoices(ticketing.store, ticket);
    const clues = await Promise.all(voices.map((voice) => listClues(voice, words)));
    if (clues.flat().length > 0) throw new TicketError('ticket_brief_gives_away');
  }

  const listOwn = async (caller: Caller) => ({ items: await experts.listOwn(caller) });

  return [
    defineRoute({
      method: 'get',
      path: `${ticketPath}/experts`,
      summary: 'Experts who may be asked about a ticket',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      response: ExpertListSchema,
      handle: async ({ params, caller }) =>
        experts.listFit(await access.load(caller, params.number)),
      present: (found) => ({ items: found.map(({ id, name }) => ({ id, name })) }),
    }),
    defineRoute({
      method: 'post',
      path: `${ticketPath}/expert-asks`,
      summary: 'Ask an expert, in a brief in which nothing points to who reported',
      audience: 'staff',
      // The tickets room knows which role may ask.
      policy: canReadTickets,
      params: TicketNumberSchema,
      body: ExpertAskSchema,
      response: TicketViewSchema,
      async handle({ params, body: { expertId, brief, question, answerBy, version }, caller }) {
        const staff = expectStaff(caller);
        const seen = await access.load(caller, params.number);
        await experts.refuseUnfit(seen, expertId);
        await refuseClues(seen, `${brief}\n${question}`);
        const asker = { numberOrId: seen.id, by: toActor(staff), roles: staff.roles, version };
        const words = { brief, question, ...(answerBy !== undefined && { answerBy }) };
        const asking = acts.askExpert({ ...asker, expertId, ...words });
        const ticket = await explainConflict(asking, { ...params, version });
        news.announce(ticketsTopic);
        return loadDossier(ticket, staff);
      },
      present: (dossier) => presentTicket(dossier, render),
    }),
    defineRoute({
      method: 'get',
      path,
      summary: 'What the caller was asked as an expert',
      audience: 'staff',
      policy: canGiveOpinions,
      response: OwnAskListSchema,
      handle: ({ caller }) => listOwn(caller),
      present: ({ items }) => ({ items: items.map(presentOwn) }),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/:number`,
      summary: 'Give the opinion that was asked for; once',
      audience: 'staff',
      policy: canGiveOpinions,
      params: TicketNumberSchema,
      body: OpinionSchema,
      response: OwnAskListSchema,
      async handle({ params, body: { asked, text }, caller }) {
        const staff = expectStaff(caller);
        const own = (await experts.listOwn(caller)).find(
          ({ ticket, ask }) => ticket.number === params.number && ask.seq === asked,
        );
        if (own === undefined) throw new TicketError('ticket_not_found');
        const { accountId, roles } = staff;
        const object = own.ticket.number;
        await audit.record({ at: now(), accountId, action: 'opinion.give', object });
        await acts.giveOpinion({ numberOrId: object, by: toActor(staff), roles, asked, text });
        news.announce(ticketsTopic);
        return listOwn(caller);
      },
      present: ({ items }) => ({ items: items.map(presentOwn) }),
    }),
  ];
}

function presentOwn({ ticket: { number, kind, area }, ask }: OwnAsk): OwnAskView {
  const { seq, brief, question, askedAt, answerBy, opinion } = ask;
  return {
    number,
    seq,
    kind,
    brief,
    question,
    askedAt: askedAt.toISOString(),
    ...(area !== undefined && { area }),
    ...(answerBy !== undefined && { answerBy }),
    ...(opinion !== undefined && { opinion: { text: opinion.text, at: opinion.at.toISOString() } }),
  };
}
