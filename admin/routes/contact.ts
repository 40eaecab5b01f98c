import { findUnitByName } from '../../people/index.ts';
import { defineRoute, type Route } from '../../platform/http/index.ts';
import {
  createTickets,
  findClues,
  findProcedure,
  listAllowedActions,
  type Clue,
  type Ticket,
} from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff, toActor, type Staff } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { createExplainConflict } from '../explain-conflict.ts';
import { ticketsTopic } from '../feed.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentContactDesk, type ContactDesk } from './contact.present.ts';
import {
  CluesBodySchema,
  CluesSchema,
  ContactActSchema,
  ContactViewSchema,
  type ContactAct,
} from './contact.schema.ts';
import { toText } from './ticket.present.ts';
import { TicketNumberSchema } from './ticket.schema.ts';

const path = '/api/admin/tickets/:number/contact';

/** Whether a unit may be written to about a ticket: staff write the words, the reporter chooses. */
export function createContactRoutes(ports: AdminPorts): readonly Route[] {
  const { ticketing, profiles, units, transcripts, files, accounts, consent, news } = ports;
  const acts = createTickets(ticketing);
  const access = createTicketAccess(ports);
  const explainConflict = createExplainConflict(ports);

  async function load(ticket: Ticket, staff: Staff): Promise<ContactDesk> {
    const procedure = findProcedure(ticketing.procedures, ticket);
    const { problemTypes } = profiles.findFor(ticket);
    return {
      ticket,
      allowed: listAllowedActions(ticket, procedure, staff.roles),
      unit: ticket.contact?.match?.unit ?? ticket.facts.actingUnit ?? '',
      conducts: problemTypes.filter(({ isRetired }) => !isRetired),
      rules: consent.findRules(ticket),
      names: await listNames(accounts),
    };
  }

  async function listClues(ticket: Ticket, words: string): Promise<readonly Clue[]> {
    const [lines, evidence] = await Promise.all([
      transcripts.listForTicket(ticket.id),
      files.listForTicket(ticket.id),
    ]);
    return findClues(words, {
      facts: ticket.facts,
      messages: lines
        .filter(({ author }) => author === 'person')
        .map(({ content }) => toText(content)),
      evidence: evidence.map(({ name }) => name),
      common: [
        ...units.all().flatMap(({ name, aliases }) => [name, ...aliases]),
        ...profiles.findFor(ticket).problemTypes.map(({ name }) => name),
        ticket.facts.actingUnit ?? '',
      ],
    });
  }

  /** A unit of the tree by its id, so that every spelling of it is the same one. */
  function toUnit(ticket: Ticket, unit: string): string {
    return (
      ticket.respondent?.actingUnitId ?? findUnitByName(units.all(), unit, ports.fold)?.id ?? unit
    );
  }

  async function act(ticket: Ticket, given: ContactAct, staff: Staff): Promise<Ticket> {
    const { version } = given;
    const asker = { numberOrId: ticket.id, by: toActor(staff), roles: staff.roles, version };
    const rules = consent.findRules(ticket);
    if (given.kind === 'ask') {
      const { words, unit, conduct } = given;
      const match = { unit: toUnit(ticket, unit), conduct };
      const givesAway = await listClues(ticket, words);
      return acts.askContact({ ...asker, words, givesAway, match, rules });
    }
    if (given.kind === 'note') {
      const { choice, reason } = given;
      const noted = await acts.chooseContact({ ...asker, choice, reason });
      await consent.settle(noted.id);
      return noted;
    }
    if (given.kind === 'check') {
      await access.load(staff, given.check);
      return acts.nameCheck({ ...asker, check: given.check, files: given.files, rules });
    }
    const { reason } = given;
    return given.kind === 'plead'
      ? acts.pleadLife({ ...asker, reason })
      : acts.grantLife({ ...asker, reason });
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Whether a unit may be written to about a ticket, and what the reporter chose',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      response: ContactViewSchema,
      handle: async ({ params, caller }) =>
        load(await access.load(caller, params.number), expectStaff(caller)),
      present: presentContactDesk,
    }),
    defineRoute({
      method: 'post',
      path: `${path}/clues`,
      summary: 'What in these words would tell a unit which case it is',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      body: CluesBodySchema,
      response: CluesSchema,
      handle: async ({ params, body, caller }) =>
        listClues(await access.load(caller, params.number), body.words),
      present: (clues) => ({ clues: clues.map((clue) => ({ ...clue })) }),
    }),
    defineRoute({
      method: 'post',
      path,
      summary:
        'Ask the reporter, note their word, name a check, or plead and grant that a life is at stake',
      audience: 'staff',
      // The tickets room knows which role may do which of these.
      policy: canReadTickets,
      params: TicketNumberSchema,
      body: ContactActSchema,
      response: ContactViewSchema,
      async handle({ params, body, caller }) {
        const staff = expectStaff(caller);
        const found = await access.load(caller, params.number);
        const { version } = body;
        const ticket = await explainConflict(act(found, body, staff), { ...params, version });
        news.announce(ticketsTopic);
        return load((await access.find(staff, ticket.id)) ?? ticket, staff);
      },
      present: presentContactDesk,
    }),
  ];
}
