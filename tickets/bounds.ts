import type { Ticket } from './ticket.ts';

/** What of a ticket decides who may see it. */
export type Whereabouts = Pick<Ticket, 'id' | 'area' | 'assigneeId' | 'respondent' | 'desk'>;

/** Which tickets one account sees. Each part that is there narrows; what a ticket does not say is outside. */
export type TicketBounds = {
  /** What these accounts have is inside wherever it belongs, unless it is barred. */
  readonly assigneeIds: readonly string[];
  readonly areas?: readonly string[];
  /** Of these units: the unit that acted, the organ that answers, or the desk that has it. */
  readonly unitIds?: readonly string[];
  /** Under these: the organ that answers or, while nobody named one, the desk. */
  readonly organIds?: readonly string[];
  readonly barredTicketIds?: readonly string[];
  /** Matters against these are barred; while nobody named the unit, what the reporter's words may mean counts. */
  readonly barredUnitIds?: readonly string[];
};

/** Whether the bounds let the ticket through. */
export function isWithin(bounds: TicketBounds, ticket: Whereabouts): boolean {
  if (isBarred(bounds, ticket)) return false;
  if (ticket.assigneeId !== undefined && bounds.assigneeIds.includes(ticket.assigneeId))
    return true;
  return isInScope(bounds, ticket);
}

/** Whether the ticket is nothing for whoever the bounds hold, wherever it belongs. */
export function isBarred(
  { barredTicketIds = [], barredUnitIds = [] }: TicketBounds,
  { id, respondent, desk }: Pick<Whereabouts, 'id' | 'respondent' | 'desk'>,
): boolean {
  const against =
    respondent === undefined
      ? (desk?.guessedUnitIds ?? [])
      : [respondent.actingUnitId, respondent.responsibleOrganId];
  return barredTicketIds.includes(id) || against.some((one) => barredUnitIds.includes(one));
}

/** Whether the bounds name where tickets must belong, beside what they bar. */
export function isScoped({ areas, unitIds, organIds }: TicketBounds): boolean {
  return areas !== undefined || unitIds !== undefined || organIds !== undefined;
}

function isInScope(
  { areas, unitIds, organIds }: TicketBounds,
  { area, respondent, desk }: Whereabouts,
): boolean {
  const units = [respondent?.actingUnitId, respondent?.responsibleOrganId, desk?.unitId];
  const height = respondent?.responsibleOrganId ?? desk?.unitId;
  return (
    (areas === undefined || (area !== undefined && areas.includes(area))) &&
    (unitIds === undefined || units.some((one) => one !== undefined && unitIds.includes(one))) &&
    (organIds === undefined || (height !== undefined && organIds.includes(height)))
  );
}
