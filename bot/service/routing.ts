import { canHave } from '../../admin/index.ts';
import {
  type Account,
  findDeputy,
  findPasses,
  isThere,
  listRespondentSide,
  listUnitsByName,
  listUnitsInText,
  type Unit,
} from '../../people/index.ts';
import { fold } from '../../platform/fold/index.ts';
import {
  chooseOwner,
  findRule,
  type Desk,
  type RoutingRule,
  type TicketPorts,
  type Whereabouts,
} from '../../tickets/index.ts';
import type { House } from './house.ts';

type Ports = Pick<House, 'now' | 'onError'> & {
  readonly units: Pick<House['units'], 'all'>;
  readonly accounts: Pick<House['accounts'], 'list'>;
  readonly watch: Pick<House['watch'], 'countOpen'>;
  readonly routing: Pick<House['routing'], 'list'>;
};
type Route = NonNullable<TicketPorts['route']>;

/**
 * Sends a matter where the newest table says: its desk, and whoever of the rule's people is there, may have it and has
 * least; the deputy stands in for who is away. What goes wrong leaves it unsent, never unfiled.
 */
export function createRoute({ units, accounts, watch, routing, now, onError }: Ports): Route {
  async function listCandidates({ assigneeIds = [] }: RoutingRule, where: Whereabouts) {
    if (assigneeIds.length === 0) return [];
    const all = await accounts.list();
    const present = [...new Set(assigneeIds)].flatMap((id) => findPresent(all, id, now()) ?? []);
    const fit = present.filter((account) => canHave(account, where, units.all()));
    const counts = await watch.countOpen(fit.map(({ id }) => id));
    return fit.map(({ id }) => ({ id, open: counts.get(id) ?? 0 }));
  }

  return async function route(matter) {
    const guessed = guessUnits(matter, units.all());
    const guess = guessed.length === 0 ? {} : { guessedUnitIds: guessed };
    try {
      const [table] = await routing.list(1);
      const rule = table && findRule(table.rules, matter, fold);
      if (table === undefined || rule === undefined) return guess;
      const against = matter.respondent === undefined ? guessed : [matter.respondent.actingUnitId];
      const desk = { ...toDesk(rule, against, units.all()), ...guess };
      const assigneeId = chooseOwner(await listCandidates(rule, { ...matter, desk }));
      const by = `${table.version}:${rule.id}`;
      return { ...desk, by, ...(assigneeId !== undefined && { assigneeId }) };
    } catch (error) {
      onError(error);
      return guess;
    }
  };
}

function findPresent(all: readonly Account[], id: string, at: Date): Account | undefined {
  const account = all.find((one) => one.id === id);
  return account !== undefined && isThere(account, at) ? account : findDeputy(all, id, at);
}

/**
 * Every unit that the matter may be against while nobody named one: the people of each are kept out. Where no unit was
 * given the story counts, but for the bodies that people turn to.
 */
function guessUnits(
  { facts: { actingUnit = '', story = '' } }: Parameters<Route>[0],
  units: readonly Unit[],
): readonly string[] {
  const named = listUnitsByName(units, actingUnit, fold);
  if (named.length > 0) return named.map(({ id }) => id);
  return listUnitsInText(units, story, fold)
    .filter(({ supervises }) => supervises === undefined)
    .map(({ id }) => id);
}

/** A desk on the side that the matter is against is passed by, to the bureau above the town. */
function toDesk(
  { unitId, section }: RoutingRule,
  against: readonly string[],
  units: readonly Unit[],
): Desk {
  const own = against
    .map((id) => ({ pass: findPasses(units, id), side: listRespondentSide(units, id) }))
    .find(
      ({ pass, side }) =>
        unitId !== undefined && [...side, ...(pass?.passedIds ?? [])].includes(unitId),
    );
  if (own !== undefined) {
    return own.pass?.bureauId === undefined ? {} : { unitId: own.pass.bureauId };
  }
  return {
    ...(unitId !== undefined && { unitId }),
    ...(section !== undefined && { section }),
  };
}
