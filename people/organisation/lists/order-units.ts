import type { Unit } from '../unit.ts';

/** Each after those it points at, so that a run cut short leaves nothing that points at nobody. */
export function orderUnits(added: readonly Unit[], known: readonly Unit[]): readonly Unit[] {
  const placed = new Set(known.map(({ id }) => id));
  const ordered: Unit[] = [];
  for (let left = added; left.length > 0;) {
    const ready = left.filter((unit) => listLinks(unit).every((id) => placed.has(id)));
    // Two that point at each other by different fields stand in no order.
    const next = ready.length > 0 ? ready : left;
    for (const unit of next) placed.add(unit.id);
    ordered.push(...next);
    left = left.filter(({ id }) => !placed.has(id));
  }
  return ordered;
}

function listLinks({ parentId, responsibleOrganId, townId, guideId }: Unit): readonly string[] {
  return [parentId, responsibleOrganId, townId, guideId].filter((id) => id !== undefined);
}
