import type { RoutingRule, RoutingTable } from '../../tickets/index.ts';

/** A rule that holds for everything and sends nowhere; every field can be given. */
export function buildRule(fields: Partial<RoutingRule> & Pick<RoutingRule, 'id'>): RoutingRule {
  return { ...fields };
}

export function buildTable(rules: readonly RoutingRule[], version = 1): RoutingTable {
  return {
    version,
    rules,
    note: '按片区分派',
    by: { accountId: 'a-head', name: '赵科长' },
    at: new Date('2026-11-01T00:00:00Z'),
  };
}
