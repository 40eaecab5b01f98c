import type { Unit } from '../../people/index.ts';
import { defineRoute, type Route } from '../../platform/http/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { createReadRespondent, type RespondentFile } from '../respondent.ts';
import { RespondentSchema, type RespondentView } from './respondent.schema.ts';
import { TicketNumberSchema } from './ticket.schema.ts';
import { presentPower } from './units.present.ts';

/** Who answers in one ticket; it is named by the action `name_respondent`. */
export function createRespondentRoutes(ports: AdminPorts): readonly Route[] {
  const access = createTicketAccess(ports);
  const readRespondent = createReadRespondent(ports);
  const { find } = ports.unitDesk.tree;
  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/tickets/:number/respondent',
      summary:
        'Who acted and who answers, a suggestion from the words, and whether it is on their power list',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      response: RespondentSchema,
      handle: async ({ params, caller }) =>
        readRespondent(await access.load(caller, params.number)),
      present: (file) => presentRespondent(file, find),
    }),
  ];
}

function presentRespondent(
  { said, acting, organ, suggestion, certificate, pass, powers }: RespondentFile,
  find: (id: string) => Unit | undefined,
): RespondentView {
  return {
    said,
    acting: acting && toNamed(acting),
    organ: organ && toNamed(organ),
    suggestion: suggestion && {
      unit: toNamed(suggestion.unit),
      organ: toNamed(suggestion.organ),
      by: suggestion.by,
    },
    certificate: certificate && { state: certificate.state, unitName: certificate.unit?.name },
    pass: pass?.town && { townName: pass.town.name, bureauName: pass.bureau?.name },
    powers: powers && {
      kind: powers.kind,
      items: listPowers(powers).map((power) => presentPower(power, find)),
    },
  };
}

function listPowers(powers: NonNullable<RespondentFile['powers']>) {
  if (powers.kind === 'no_list') return [];
  return powers.kind === 'listed' ? powers.powers : powers.others;
}

function toNamed({ id, name }: Unit) {
  return { id, name };
}
