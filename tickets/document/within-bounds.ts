import { isBarred, type TicketBounds } from '../bounds.ts';
import type { OfficialDocument } from './document.ts';

/** Whether a document that speaks of no matter is for a unit whose matters are barred: it has no area and no desk. */
export function isForBarredUnit(
  bounds: TicketBounds,
  { id, units }: Pick<OfficialDocument, 'id' | 'units'>,
): boolean {
  return units.some(({ unitId }) =>
    isBarred(bounds, { id, respondent: { actingUnitId: unitId, responsibleOrganId: unitId } }),
  );
}
