import {
  isProblemEnded,
  isWithin,
  toShanghaiDay,
  type ListedProblem,
  type ProblemList,
  type ProblemQuery,
  type Ticket,
} from '../../tickets/index.ts';

/** A ProblemList for tests of the desk alone; it passes the same contract as the real one. */
export function createMemoryProblemList(
  listTickets: () => Promise<readonly Ticket[]>,
): ProblemList {
  async function listMatching(query: ProblemQuery): Promise<readonly ListedProblem[]> {
    return (await listTickets())
      .filter((ticket) => ticket.contact?.sealedAt === undefined)
      .filter((ticket) => query.bounds === undefined || isWithin(query.bounds, ticket))
      .filter(
        ({ campaignIds = [] }) =>
          query.campaignId === undefined || campaignIds.includes(query.campaignId),
      )
      .filter(({ area }) => query.area === undefined || area === query.area)
      .flatMap(({ number, kind, area, problems }) =>
        problems.map((problem) => ({
          problem,
          ticket: { number, kind, ...(area !== undefined && { area }) },
        })),
      )
      .filter((listed) => isWanted(listed, query))
      .toSorted((a, b) => b.problem.foundAt.getTime() - a.problem.foundAt.getTime());
  }

  return {
    async list(query, { page, pageSize }) {
      return (await listMatching(query)).slice((page - 1) * pageSize, page * pageSize);
    },
    async readFigures(query) {
      const problems = (await listMatching(query)).map(({ problem }) => problem);
      const byType = count(problems.map(({ type }) => type)).toSorted(
        ([a, x], [b, y]) => y - x || (a < b ? -1 : 1),
      );
      const byMonth = count(problems.map(({ foundAt }) => toShanghaiDay(foundAt).slice(0, 7)));
      return {
        total: problems.length,
        open: problems.filter((problem) => !isProblemEnded(problem)).length,
        amountFen: problems.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0),
        byType: byType.map(([type, found]) => ({ type, count: found })),
        byMonth: byMonth
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([month, found]) => ({ month, count: found })),
      };
    },
    async *each(query) {
      yield* await listMatching(query);
    },
  };
}

function isWanted({ problem }: ListedProblem, query: ProblemQuery): boolean {
  const { type, level, finding, status, unitId, from, to } = query;
  return (
    (type === undefined || problem.type === type) &&
    (level === undefined || problem.level === level) &&
    (finding === undefined || problem.finding === finding) &&
    (unitId === undefined || [problem.actingUnit, problem.responsibleOrgan].includes(unitId)) &&
    (from === undefined || problem.foundAt >= from) &&
    (to === undefined || problem.foundAt <= to) &&
    isOfStatus(problem, status)
  );
}

function isOfStatus(problem: ListedProblem['problem'], status: ProblemQuery['status']): boolean {
  if (status === undefined) return problem.status !== 'dropped';
  return status === 'open' ? !isProblemEnded(problem) : problem.status === status;
}

function count(names: readonly string[]): readonly (readonly [string, number])[] {
  return [...new Set(names)].map((name) => [name, names.filter((one) => one === name).length]);
}
