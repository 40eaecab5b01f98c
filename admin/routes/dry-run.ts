import { defineRoute, type Route } from '../../platform/http/index.ts';
import { limitNames, type DryRun, type Standing } from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { canTryRules } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { DryRunSchema, TimeRulesSchema, type DryRunView } from './dry-run.schema.ts';

const days = 90;
const dayMs = 86_400_000;
const mostListed = 200;

/** What a change of limits and warning points would do, before it is published. */
export function createDryRunRoutes(ports: AdminPorts): readonly Route[] {
  const { dryRunRules, now } = ports;
  const access = createTicketAccess(ports);
  return [
    defineRoute({
      method: 'post',
      path: '/api/admin/profiles/dry-run',
      summary:
        'Which open tickets would change date or light under these rules, and how the last 90 days would have gone',
      audience: 'staff',
      policy: canTryRules,
      body: TimeRulesSchema,
      response: DryRunSchema,
      handle: ({ body, caller }) =>
        dryRunRules(body, {
          since: new Date(now().getTime() - days * dayMs),
          mostListed,
          counts: (ticket) => access.canSee(caller, ticket),
        }),
      present: presentDryRun,
    }),
  ];
}

function presentDryRun({ changed, byLimit, ...figures }: DryRun): DryRunView {
  return {
    days,
    ...figures,
    changed: changed.map(({ number, status, before, after }) => ({
      number,
      status,
      before: presentStanding(before),
      after: presentStanding(after),
    })),
    byLimit: limitNames.flatMap((limit) => {
      const change = byLimit[limit];
      return change === undefined ? [] : [{ limit, ...change }];
    }),
  };
}

function presentStanding({ dueAt, ...rest }: Standing): DryRunView['changed'][number]['before'] {
  return { ...rest, ...(dueAt !== undefined && { dueAt: dueAt.toISOString() }) };
}
