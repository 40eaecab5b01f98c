import type { TicketBounds } from '../../tickets/index.ts';
import type { Filter } from './documents.ts';
import type { TicketDocument } from './ticket-document.ts';

type Condition = Filter<TicketDocument>;

/** The bounds of whoever asks as a filter: what `isWithin` says of one ticket, said of all. */
export function toBoundsFilter(bounds: TicketBounds | undefined): readonly Condition[] {
  if (bounds === undefined) return [];
  const scope = listScope(bounds);
  const own = { assigneeId: { $in: [...bounds.assigneeIds] } };
  return [...listBars(bounds), ...(scope.length === 0 ? [] : [{ $or: [own, { $and: scope }] }])];
}

function listBars({ barredTicketIds = [], barredUnitIds = [] }: TicketBounds): Condition[] {
  const units = { $nin: [...barredUnitIds] };
  return [
    ...(barredTicketIds.length === 0 ? [] : [{ _id: { $nin: [...barredTicketIds] } }]),
    ...(barredUnitIds.length === 0
      ? []
      : [
          { 'respondent.actingUnitId': units },
          { 'respondent.responsibleOrganId': units },
          {
            $or: [
              { 'respondent.actingUnitId': { $exists: true } },
              { 'desk.guessedUnitIds': units },
            ],
          },
        ]),
  ];
}

function listScope({ areas, unitIds, organIds }: TicketBounds): Condition[] {
  return [
    ...(areas === undefined ? [] : [{ area: { $in: [...areas] } }]),
    ...(unitIds === undefined ? [] : [toUnits([...unitIds])]),
    ...(organIds === undefined ? [] : [toHeight([...organIds])]),
  ];
}

function toUnits(ids: string[]): Condition {
  return {
    $or: [
      { 'respondent.actingUnitId': { $in: ids } },
      { 'respondent.responsibleOrganId': { $in: ids } },
      { 'desk.unitId': { $in: ids } },
    ],
  };
}

function toHeight(ids: string[]): Condition {
  return {
    $or: [
      { 'respondent.responsibleOrganId': { $in: ids } },
      { 'respondent.responsibleOrganId': { $exists: false }, 'desk.unitId': { $in: ids } },
    ],
  };
}
