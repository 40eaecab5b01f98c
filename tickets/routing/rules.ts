import type { Desk, Ticket, TicketKind } from '../ticket.ts';

/** Where a rule sends a matter. `assigneeIds` are those who share the work of it. */
export type RouteTarget = Pick<Desk, 'unitId' | 'section'> & {
  readonly assigneeIds?: readonly string[];
};

/** One line of the table; every condition that is given must hold, none given holds for all. */
export type RoutingRule = RouteTarget & {
  readonly id: string;
  readonly kinds?: readonly TicketKind[];
  readonly areas?: readonly string[];
  /** Words of which one stands in the place, or in the name of the unit that acted. */
  readonly places?: readonly string[];
  /** Words of which one stands in what happened, in the paper or in the demand. */
  readonly matters?: readonly string[];
};

/** The table as somebody published it. The newest holds for what is filed from then on. */
export type RoutingTable = {
  readonly version: number;
  readonly rules: readonly RoutingRule[];
  readonly note: string;
  readonly by: { readonly accountId: string; readonly name: string };
  readonly at: Date;
};

export type RoutingStore = {
  /** The newest first. */
  readonly list: (limit: number) => Promise<readonly RoutingTable[]>;
  /** False when the version is taken: somebody published meanwhile. */
  readonly insert: (table: RoutingTable) => Promise<boolean>;
};

/** What of a matter the rules look at. */
export type Routable = Pick<Ticket, 'kind' | 'area' | 'facts'>;
type Fold = (text: string) => string;

/** The first rule that holds for the matter; undefined where none does. */
export function findRule(
  rules: readonly RoutingRule[],
  matter: Routable,
  fold: Fold,
): RoutingRule | undefined {
  return rules.find((rule) => holds(rule, matter, fold));
}

function holds(
  { kinds, areas, places, matters }: RoutingRule,
  { kind, area, facts }: Routable,
  fold: Fold,
): boolean {
  const { place, actingUnit, story, paper, demand } = facts;
  return (
    (kinds === undefined || kinds.includes(kind)) &&
    (areas === undefined || (area !== undefined && areas.includes(area))) &&
    (places === undefined || hasOne([place, actingUnit], places, fold)) &&
    (matters === undefined || hasOne([story, paper, demand], matters, fold))
  );
}

function hasOne(
  texts: readonly (string | undefined)[],
  words: readonly string[],
  fold: Fold,
): boolean {
  const said = fold(texts.filter((text) => text !== undefined).join('\n'));
  return words.some((word) => said.includes(fold(word)));
}
