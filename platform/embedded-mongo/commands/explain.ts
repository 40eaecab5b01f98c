import { splitLeadingMatch } from '../aggregate/index.ts';
import { notSupported } from '../errors.ts';
import type { Plan, Scan } from '../planner/plan.ts';
import { isExactPlan, isSortedPlan, type Query } from '../planner/query.ts';
import type { Document } from '../types.ts';
import { takePipeline, toLeadingQuery } from './aggregate.ts';
import { toQuery } from './read.ts';
import {
  takeDocument,
  takeDocuments,
  takeNamespace,
  type Command,
  type Request,
} from './request.ts';

/** Tells how a command would find its documents; nothing is run. */
export const explain: Command = {
  fields: ['verbosity'],
  run(request) {
    const inner = takeDocument(request.body, 'explain') ?? {};
    const [name = ''] = Object.keys(inner);
    const nested = { ...request, name, body: inner };
    const namespace = takeNamespace(nested);
    const query = queryOf(nested);
    const plan = query.plan(request.engine.catalog.find(namespace));
    const winningPlan = describe(plan, query, name === 'count');
    return {
      explainVersion: '1',
      queryPlanner: {
        namespace,
        parsedQuery: query.request.filter,
        winningPlan,
        rejectedPlans: [],
      },
      command: { ...inner, $db: request.database },
      ok: 1,
    };
  },
};

function queryOf(request: Request): Query {
  const { body, name } = request;
  switch (name) {
    case 'find':
      return toQuery(request, takeDocument(body, 'filter') ?? {});
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return toQuery(request, takeDocument(body, 'query') ?? {});
    case 'aggregate':
      return toLeadingQuery(request, splitLeadingMatch(takePipeline(body)));
    case 'update':
    case 'delete': {
      const [statement = {}] = takeDocuments(body, `${name}s`);
      return toQuery({ ...request, body: statement }, takeDocument(statement, 'q') ?? {});
    }
    default:
      throw notSupported(`explain of ${name}`);
  }
}

function describe(plan: Plan, query: Query, isCount: boolean): Document {
  const [only, ...others] = plan.scans;
  if (only === undefined) return { stage: 'EOF' };
  const inputStages = plan.scans.map((scan) => describeScan(scan, isCount && isExactPlan(plan)));
  const input = others.length > 0 ? { stage: 'OR', inputStages } : inputStages[0];
  if (isSortedPlan(plan)) return input ?? {};
  return { stage: 'SORT', sortPattern: query.request.sort ?? {}, inputStage: input };
}

function describeScan({ index, ranges, isReverse, isExact }: Scan, isCovered: boolean): Document {
  const direction = isReverse ? 'backward' : 'forward';
  if (index === undefined) {
    const isWhole = ranges.length === 1 && ranges[0]?.start.length === 4;
    return isWhole
      ? { stage: 'COLLSCAN', direction }
      : { stage: 'IXSCAN', indexName: '_id_', keyPattern: { _id: 1 }, direction, isExact };
  }
  const walk = {
    stage: isCovered ? 'COUNT_SCAN' : 'IXSCAN',
    indexName: index.name,
    keyPattern: index.key,
    isMultiKey: index.isMultikey,
    direction,
    ranges: ranges.length,
    isExact,
  };
  return isCovered ? walk : { stage: 'FETCH', inputStage: walk };
}
