import {
  answerCertificate,
  findCertificateNumber,
  findPasses,
  findResponsibleOrgan,
  findUnitByName,
  judgePowers,
  type Unit,
} from '../people/index.ts';
import { TicketError, toShanghaiDay, type Ticket } from '../tickets/index.ts';
import type { AdminPorts } from './ports.ts';

type Ports = Pick<AdminPorts, 'unitDesk' | 'fold' | 'now'>;
type Values = Readonly<Record<string, string>>;

/** Who answers in a ticket, as far as it is known, and what helps staff to say so. */
export type RespondentFile = Awaited<ReturnType<ReturnType<typeof createReadRespondent>>>;

export function createReadRespondent({ unitDesk, fold, now }: Ports) {
  const { tree, powers, certificates, bigrams } = unitDesk;

  async function checkOfficer({ facts: { officer = '' } }: Ticket) {
    const number = findCertificateNumber(officer);
    if (number === undefined) return undefined;
    const found = await certificates.findByNumber(number);
    const unit = found && tree.find(found.unitId);
    if (found === undefined || unit === undefined) return { state: 'not_found' as const };
    const isValid = answerCertificate(found, toShanghaiDay(now())).kind === 'valid';
    return { state: isValid ? ('valid' as const) : ('expired' as const), unit };
  }

  function suggest({ facts }: Ticket, officerUnit: Unit | undefined) {
    const named = findUnitByName(tree.all(), facts.actingUnit ?? facts.story ?? '', fold);
    const unit = named ?? officerUnit;
    if (unit === undefined || unit.isRetired) return undefined;
    const by = named === undefined ? ('certificate' as const) : ('words' as const);
    return { unit, organ: findResponsibleOrgan(tree.all(), unit.id), by };
  }

  return async function readRespondent(ticket: Ticket) {
    const { respondent, facts } = ticket;
    const certificate = await checkOfficer(ticket);
    const suggestion = respondent === undefined ? suggest(ticket, certificate?.unit) : undefined;
    const acting = respondent?.actingUnitId ?? suggestion?.unit.id;
    const organ = respondent?.responsibleOrganId ?? suggestion?.organ.id;
    const pass = acting === undefined ? undefined : findPasses(tree.all(), acting);
    const words = [facts.story, facts.paper, facts.demand].join('。');
    const unitIds = [acting, organ].filter((id) => id !== undefined);
    return {
      said: facts.actingUnit,
      acting: respondent && tree.find(respondent.actingUnitId),
      organ: respondent && tree.find(respondent.responsibleOrganId),
      suggestion,
      certificate,
      pass: pass && {
        town: tree.find(pass.townId),
        bureau: pass.bureauId === undefined ? undefined : tree.find(pass.bureauId),
      },
      powers:
        unitIds.length === 0
          ? undefined
          : judgePowers(await powers.list(), unitIds, words, bigrams),
    };
  };
}

/** The values of `name_respondent` with the organ that follows from the tree where none was named. Throws TicketError. */
export function completeRespondent(units: readonly Unit[], values: Values = {}): Values {
  const { actingUnitId = '', responsibleOrganId } = values;
  const isInUse = (id: string) => units.some((unit) => unit.id === id && !unit.isRetired);
  if (!isInUse(actingUnitId)) throw new TicketError('ticket_value_invalid');
  const organId = responsibleOrganId ?? findResponsibleOrgan(units, actingUnitId).id;
  if (!isInUse(organId)) throw new TicketError('ticket_value_invalid');
  return { actingUnitId, responsibleOrganId: organId };
}
