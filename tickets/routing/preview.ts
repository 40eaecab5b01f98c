import type { Ticket } from '../ticket.ts';
import { findRule, type RouteTarget, type RoutingRule } from './rules.ts';

/** A matter that would have gone elsewhere; a side without a rule is absent. */
export type Rerouted = {
  readonly number: string;
  readonly kind: Ticket['kind'];
  readonly area?: string;
  readonly filedAt: Date;
  readonly from?: RoutingRule;
  readonly to?: RoutingRule;
};

export type RoutingPreview = {
  readonly total: number;
  /** For which no rule holds, before and after. */
  readonly unrouted: { readonly before: number; readonly after: number };
  readonly changed: number;
  /** The newest of the changed. */
  readonly samples: readonly Rerouted[];
  /** How many matters each rule of the new table would have had, by its id. */
  readonly hits: ReadonlyMap<string, number>;
};

const mostSamples = 50;

/** What a new table would have done to matters that were filed already. Reads them one by one and writes nothing. */
export async function previewRouting(
  tickets: AsyncIterable<Ticket>,
  before: readonly RoutingRule[],
  after: readonly RoutingRule[],
  fold: (text: string) => string,
): Promise<RoutingPreview> {
  const hits = new Map(after.map(({ id }) => [id, 0]));
  const samples: Rerouted[] = [];
  let [total, changed, without, stillWithout] = [0, 0, 0, 0];
  for await (const ticket of tickets) {
    const from = findRule(before, ticket, fold);
    const to = findRule(after, ticket, fold);
    total += 1;
    if (from === undefined) without += 1;
    if (to === undefined) stillWithout += 1;
    else hits.set(to.id, (hits.get(to.id) ?? 0) + 1);
    if (toTarget(from) === toTarget(to)) continue;
    changed += 1;
    samples.push(toSample(ticket, from, to));
    if (samples.length > mostSamples) samples.shift();
  }
  return {
    total,
    changed,
    unrouted: { before: without, after: stillWithout },
    samples: samples.toReversed(),
    hits,
  };
}

/** Two rules that send to the same place are the same to a matter. */
function toTarget({ unitId, section, assigneeIds = [] }: RouteTarget = {}): string {
  return JSON.stringify([unitId ?? '', section ?? '', assigneeIds.toSorted()]);
}

function toSample(
  { number, kind, area, createdAt }: Ticket,
  from: RoutingRule | undefined,
  to: RoutingRule | undefined,
): Rerouted {
  return {
    number,
    kind,
    filedAt: createdAt,
    ...(area !== undefined && { area }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
