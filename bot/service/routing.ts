import { canHave } from '../../admin/index.ts';
import {
  type Account,
  findDeputy,
  findPasses,
  findUnitByName,
  isThere,
  listRespondentSide,
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
    const guessed = findUnitByName(units.all(), matter.facts.actingUnit ?? '', fold)?.id;
    const guess = guessed === undefined ? {} : { guessedUnitIds: [guessed] };
    try {
      const [table] = await routing.list(1);
      const rule = table && findRule(table.rules, matter, fold);
      if (table === undefined || rule === undefined) return guess;
      const against = matter.respondent?.actingUnitId ?? guessed;
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

/** A desk on the side that the matter is against is passed by, to the bureau above the town. */
function toDesk(
  { unitId, section }: RoutingRule,
  against: string | undefined,
  units: readonly Unit[],
): Desk {
  const pass = against === undefined ? undefined : findPasses(units, against);
  const side = against === undefined ? [] : listRespondentSide(units, against);
  const isOwn = unitId !== undefined && [...side, ...(pass?.passedIds ?? [])].includes(unitId);
  if (isOwn) return pass?.bureauId === undefined ? {} : { unitId: pass.bureauId };
  return {
    ...(unitId !== undefined && { unitId }),
    ...(section !== undefined && { section }),
  };
}
