import type { Plan, Scan } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import type { Document } from '../types.ts';

/** Which index a plan uses, by how many ranges, and whether a sort in memory follows. */
export function describePlan(plan: Plan, { request }: Query, isCount: boolean): Document {
  const stages = plan.scans.map((scan) => describeScan(scan, isCount && plan.isExact));
  const [only = { stage: 'EOF' }, ...others] = stages;
  const inputStage = others.length > 0 ? { stage: 'OR', inputStages: stages } : only;
  const { filter: parsedQuery, sort: sortPattern = {} } = request;
  const winningPlan = plan.isSorted ? inputStage : { stage: 'SORT', sortPattern, inputStage };
  return { parsedQuery, winningPlan };
}

function describeScan({ index, ranges, isReverse }: Scan, isCovered: boolean): Document {
  const direction = isReverse ? 'backward' : 'forward';
  const isWhole = ranges.length === 1 && ranges[0]?.start.length === 4;
  if (index === undefined && isWhole) return { stage: 'COLLSCAN', direction };
  const { name: indexName, key: keyPattern } = index ?? { name: '_id_', key: { _id: 1 } };
  const stage = isCovered ? 'COUNT_SCAN' : 'IXSCAN';
  const inputStage = { stage, indexName, keyPattern, direction, ranges: ranges.length };
  return isCovered || index === undefined ? inputStage : { stage: 'FETCH', inputStage };
}
