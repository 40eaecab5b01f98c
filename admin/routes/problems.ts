import { defineRoute, type Caller, type Route } from '../../platform/http/index.ts';
import {
  toDayEnd,
  toDayStart,
  type ListedProblem,
  type ProblemQuery,
} from '../../tickets/index.ts';
import { createTicketAccess, type TicketAccess } from '../access/ticket-access.ts';
import { canReadProblems } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  ProblemPageSchema,
  ProblemQuerySchema,
  type ProblemFilters,
  type ProblemRow,
} from './problems.schema.ts';

/** 问题数据库: what was found wrong, across all tickets that the caller may see. */
export function createProblemRoutes(ports: AdminPorts): readonly Route[] {
  const access = createTicketAccess(ports);
  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/problems',
      summary: 'Problems across tickets by filters, with their figures',
      audience: 'staff',
      policy: canReadProblems,
      query: ProblemQuerySchema,
      response: ProblemPageSchema,
      async handle({ query: { page, pageSize, ...filters }, caller }) {
        const wanted = toProblemQuery(filters, caller, access);
        const [items, figures] = await Promise.all([
          ports.problems.list(wanted, { page, pageSize }),
          ports.problems.readFigures(wanted),
        ]);
        return { items, ...figures };
      },
      present: ({ items, total, open, amountFen, byType, byMonth }) => ({
        items: items.map(presentProblemRow),
        total,
        open,
        amountFen,
        byType,
        byMonth,
      }),
    }),
  ];
}

/** Names each field: nothing that a client sent is spread into a query. */
export function toProblemQuery(
  { type, level, finding, status, unit, area, from, to }: ProblemFilters,
  caller: Caller,
  access: Pick<TicketAccess, 'boundsOf'>,
): ProblemQuery {
  const bounds = access.boundsOf(caller);
  return {
    ...(type !== undefined && { type }),
    ...(level !== undefined && { level }),
    ...(finding !== undefined && { finding }),
    ...(status !== undefined && { status }),
    ...(unit !== undefined && { unitId: unit }),
    ...(area !== undefined && { area }),
    ...(from !== undefined && { from: toDayStart(from) }),
    ...(to !== undefined && { to: toDayEnd(to) }),
    ...(bounds !== undefined && { bounds }),
  };
}

/** What was found, never who reported it or in which words. */
function presentProblemRow({ problem, ticket }: ListedProblem): ProblemRow {
  const { id, type, status, foundAt, closedAt, level, finding, stage } = problem;
  const { actingUnit, responsibleOrgan, words, measure, amountFen } = problem;
  return {
    id,
    ticket: { ...ticket },
    type,
    status,
    foundAt: foundAt.toISOString(),
    ...(closedAt !== undefined && { closedAt: closedAt.toISOString() }),
    ...(level !== undefined && { level }),
    ...(finding !== undefined && { finding }),
    ...(stage !== undefined && { stage }),
    ...(actingUnit !== undefined && { actingUnit }),
    ...(responsibleOrgan !== undefined && { responsibleOrgan }),
    ...(words !== undefined && { words }),
    ...(measure !== undefined && { measure }),
    ...(amountFen !== undefined && { amountFen }),
  };
}
