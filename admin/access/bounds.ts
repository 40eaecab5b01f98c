import {
  findPasses,
  levels,
  listRespondentSide,
  listSubtree,
  type Scope,
  type Unit,
} from '../../people/index.ts';
import type { TicketBounds } from '../../tickets/index.ts';
import type { Staff } from '../caller.ts';

/**
 * Which tickets a member of staff sees: what their scope names, without what they keep out of and without matters
 * against their own side: their unit, those it answers to or for, and, in a town, whatever passes by that town.
 * Undefined: everything.
 */
export function toBounds(caller: Staff, units: readonly Unit[]): TicketBounds | undefined {
  const { accountId, scope = {}, standsInFor = [] } = caller;
  const scoped = toScopeBounds(scope, units);
  const barredUnitIds = listBarredUnits(caller, units);
  const barredTicketIds = (caller.recusals ?? []).flatMap(({ matter }) =>
    matter.kind === 'ticket' ? [matter.ticketId] : [],
  );
  const isBarred = barredUnitIds.length > 0 || barredTicketIds.length > 0;
  if (!isBarred && Object.keys(scoped).length === 0) return undefined;
  return {
    assigneeIds: [accountId, ...standsInFor],
    ...scoped,
    ...(barredUnitIds.length > 0 && { barredUnitIds }),
    ...(barredTicketIds.length > 0 && { barredTicketIds }),
  };
}

function toScopeBounds(
  { level, unitId, areas }: Scope,
  units: readonly Unit[],
): Omit<TicketBounds, 'assigneeIds'> {
  return {
    ...(areas !== undefined && { areas }),
    ...(unitId !== undefined && {
      unitIds: [...new Set([unitId, ...listSubtree(units, unitId).map(({ id }) => id)])],
    }),
    ...(level !== undefined && {
      organIds: units
        .filter((unit) => levels.indexOf(unit.level) >= levels.indexOf(level))
        .map(({ id }) => id),
    }),
  };
}

/**
 * Whether the caller belongs to a unit that people complain of to the bureau, or to the judicial office of such a town.
 * What cannot be told apart by matter, such as counts so small that they name who came, is not for them.
 */
export function isOfSupervisedUnit(caller: Staff, units: readonly Unit[]): boolean {
  const own = units.filter(({ id }) => listOwnUnits(caller).includes(id));
  return own.some(({ supervises = 'judicial_office' }) => supervises === 'judicial_office');
}

function listOwnUnits({ unitId, scope, roles }: Staff): readonly string[] {
  // A liaison who was given a town but no unit is that town's all the same.
  const own = [unitId, roles.includes('township_liaison') ? scope?.unitId : undefined];
  return own.filter((id) => id !== undefined);
}

function listBarredUnits(caller: Staff, units: readonly Unit[]): readonly string[] {
  const { recusals = [] } = caller;
  const opponents = indexOpponents(units);
  return [
    ...new Set([
      ...listOwnUnits(caller).flatMap((id) => [...(opponents.get(id) ?? [])]),
      ...recusals.flatMap(({ matter }) => (matter.kind === 'unit' ? [matter.unitId] : [])),
    ]),
  ];
}

/** Worked out once for each state of the tree. */
const known = new WeakMap<readonly Unit[], ReadonlyMap<string, ReadonlySet<string>>>();

/** For each unit, against whom a matter may be for its people to have no part in it. */
function indexOpponents(units: readonly Unit[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = known.get(units);
  if (found !== undefined) return found;
  const index = new Map<string, Set<string>>();
  for (const { id } of units) {
    const passed = findPasses(units, id)?.passedIds ?? [];
    for (const side of [...listRespondentSide(units, id), ...passed]) {
      index.set(side, (index.get(side) ?? new Set()).add(id));
    }
  }
  known.set(units, index);
  return index;
}
