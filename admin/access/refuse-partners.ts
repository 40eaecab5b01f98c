import { findPasses, listRespondentSide, type Unit } from '../../people/index.ts';
import { splitIds, TicketError, type Ticket, type TicketAction } from '../../tickets/index.ts';

type Values = Readonly<Record<string, string>> | undefined;

/**
 * Keeps the partners of joint supervision and the side that the matter is against apart, whichever of the two is named.
 * Throws TicketError: `ticket_partner_refused`, or `ticket_value_invalid` for a unit that is not there.
 */
export function refusePartners(
  units: readonly Unit[],
  ticket: Ticket,
  action: TicketAction,
  values: Values,
): void {
  if (action === 'name_partners') {
    const partnerIds = splitIds(values?.['partnerUnitIds']);
    refuseUnknown(units, partnerIds);
    refuseMeeting(units, partnerIds, listAgainst(ticket));
  }
  if (action === 'name_respondent') {
    const { actingUnitId, responsibleOrganId } = values ?? {};
    const against = [actingUnitId, responsibleOrganId].filter((id) => id !== undefined);
    refuseMeeting(units, ticket.partnerUnitIds ?? [], against);
  }
}

/** The same for units that are named before there is a ticket: a campaign's partners and those that it is of. */
export function refuseMeeting(
  units: readonly Unit[],
  partnerIds: readonly string[],
  againstIds: readonly string[],
): void {
  const side = new Set(
    againstIds.flatMap((id) => [
      ...listRespondentSide(units, id),
      ...(findPasses(units, id)?.passedIds ?? []),
    ]),
  );
  if (partnerIds.some((id) => side.has(id))) throw new TicketError('ticket_partner_refused');
}

/** Throws TicketError `ticket_value_invalid` unless each is a unit in use. */
export function refuseUnknown(units: readonly Unit[], ids: readonly string[]): void {
  const isInUse = (id: string) => units.some((unit) => unit.id === id && !unit.isRetired);
  if (!ids.every(isInUse)) throw new TicketError('ticket_value_invalid');
}

/** While nobody named who acted, whom the reporter's words may mean. */
function listAgainst({ respondent, desk }: Ticket): readonly string[] {
  return respondent === undefined
    ? (desk?.guessedUnitIds ?? [])
    : [respondent.actingUnitId, respondent.responsibleOrganId];
}
