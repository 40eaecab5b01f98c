import {
  endedProblemStatuses,
  problemStatuses,
  type ListedProblem,
  type ProblemList,
  type ProblemQuery,
} from '../../tickets/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { toBoundsFilter } from './ticket-bounds.ts';
import { toMembership } from './ticket-filter.ts';
import { ticketCollection } from './ticket-document.ts';

type Condition = { readonly [field: string]: unknown };
type Row = ListedProblem['ticket'] & {
  readonly problems: ListedProblem['problem'];
};
type Count = { readonly _id: string; readonly count: number };
type Figures = {
  readonly sums: readonly {
    readonly total: number;
    readonly open: number;
    readonly amountFen: number;
  }[];
  readonly byType: readonly Count[];
  readonly byMonth: readonly Count[];
};

const ended: readonly string[] = endedProblemStatuses;
const newestFirst = { $sort: { 'problems.foundAt': -1, 'problems.id': -1 } } as const;

function listMatching(query: ProblemQuery) {
  const wanted = toConditions(query);
  return [
    { $match: { $and: [...wanted, ...toTicketConditions(query)] } },
    { $project: { number: 1, kind: 1, area: 1, problems: 1 } },
    { $unwind: '$problems' },
    { $match: { $and: [...wanted] } },
  ];
}

/** Tickets that hold such a problem are found by an index; only then are their problems looked at one by one. */
export function createProblemList(database: Database): ProblemList {
  const tickets = openCollection(database, ticketCollection);

  return {
    async list(query, { page, pageSize }) {
      const rows = await tickets
        .aggregate<Row>([
          ...listMatching(query),
          newestFirst,
          { $skip: (page - 1) * pageSize },
          { $limit: pageSize },
        ])
        .toArray();
      return rows.map(toListed);
    },
    async readFigures(query) {
      const [figures] = await tickets
        .aggregate<Figures>([...listMatching(query), { $facet: figureFacets }])
        .toArray();
      const { total = 0, open = 0, amountFen = 0 } = figures?.sums[0] ?? {};
      return {
        total,
        open,
        amountFen,
        byType: (figures?.byType ?? []).map(({ _id, count }) => ({ type: _id, count })),
        byMonth: (figures?.byMonth ?? []).map(({ _id, count }) => ({ month: _id, count })),
      };
    },
    async *each(query) {
      const cursor = tickets.aggregate<Row>([...listMatching(query), newestFirst]);
      for await (const row of cursor) yield toListed(row);
    },
  };
}

const figureFacets = {
  sums: [
    {
      $group: {
        _id: null,
        total: { $sum: 1 },
        open: {
          $sum: {
            $cond: [{ $or: ended.map((status) => ({ $eq: ['$problems.status', status] })) }, 0, 1],
          },
        },
        amountFen: { $sum: '$problems.amountFen' },
      },
    },
  ],
  byType: [
    { $group: { _id: '$problems.type', count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
  ],
  byMonth: [
    {
      $group: {
        _id: {
          $dateToString: {
            date: '$problems.foundAt',
            format: '%Y-%m',
            timezone: 'Asia/Shanghai',
          },
        },
        count: { $sum: 1 },
      },
    },
    { $sort: { _id: 1 } },
  ],
} as const;

/** Primitives under explicit operators; true of a ticket when one of its problems has each, so asked again of each. */
function toConditions({ type, level, finding, status, unitId, from, to }: ProblemQuery) {
  const found = { $gte: from ?? new Date(0), ...(to !== undefined && { $lte: to }) };
  const conditions: Condition[] = [
    { 'problems.foundAt': found },
    { 'problems.status': toStatus(status) },
    ...(type === undefined ? [] : [{ 'problems.type': { $eq: type } }]),
    ...(level === undefined ? [] : [{ 'problems.level': { $eq: level } }]),
    ...(finding === undefined ? [] : [{ 'problems.finding': { $eq: finding } }]),
    ...(unitId === undefined
      ? []
      : [
          {
            $or: [
              { 'problems.actingUnit': { $eq: unitId } },
              { 'problems.responsibleOrgan': { $eq: unitId } },
            ],
          },
        ]),
  ];
  return conditions;
}

function toStatus(status: ProblemQuery['status']) {
  if (status === undefined) return { $in: problemStatuses.filter((one) => one !== 'dropped') };
  if (status === 'open') return { $in: problemStatuses.filter((one) => !ended.includes(one)) };
  return { $eq: status };
}

/** What lies sealed until others name the same is in no list. */
function toTicketConditions({ area, campaignId, bounds }: ProblemQuery) {
  return [
    { 'contact.sealedAt': { $exists: false } },
    ...(area === undefined ? [] : [{ area: { $eq: area } }]),
    ...(campaignId === undefined ? [] : toMembership({ $eq: campaignId })),
    ...toBoundsFilter(bounds),
  ];
}

function toListed({ number, kind, area, problems }: Row): ListedProblem {
  return { problem: problems, ticket: { number, kind, ...(area !== undefined && { area }) } };
}
