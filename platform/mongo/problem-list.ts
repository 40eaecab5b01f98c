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
/** `lastFoundAt` is the ticket's: none of its problems was found later. */
type WalkedRow = Row & { readonly lastFoundAt: Date };
type Page = Parameters<ProblemList['list']>[1];
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
  const $and = [...wanted, ...toTicketConditions(query)];
  return [{ $match: { $and } }, { $project: shown }, ...toOne(wanted)];
}

const shown = { number: 1, kind: 1, area: 1, problems: 1 } as const;

/** Each problem by itself. */
const toOne = (wanted: readonly Condition[]) => [
  { $unwind: '$problems' },
  { $match: { $and: [...wanted] } },
];

/** The same in the order of the tickets' last problems, so that a page is known before all was read. */
function listNewest(query: ProblemQuery) {
  const wanted = toConditions(query);
  const $and = [{ lastFoundAt: { $exists: true } }, ...wanted, ...toTicketConditions(query)];
  return [
    { $match: { $and } },
    { $sort: { lastFoundAt: -1 } },
    { $project: { ...shown, lastFoundAt: 1 } },
    ...toOne(wanted),
  ];
}

/** What narrows little is passed over on the way; what names few tickets is found by its own index. */
function toHint({ from, to, area, campaignId }: ProblemQuery) {
  const isNarrow = [from, to, campaignId].some((part) => part !== undefined);
  if (isNarrow) return {};
  return { hint: area === undefined ? { lastFoundAt: -1 } : { area: 1, lastFoundAt: -1 } };
}

function isNewer({ problems: one }: Row, { problems: other }: Row): boolean {
  const later = one.foundAt.getTime() - other.foundAt.getTime();
  return later > 0 || (later === 0 && one.id > other.id);
}

/** Tickets that hold such a problem are found by an index; only then are their problems looked at one by one. */
export function createProblemList(database: Database): ProblemList {
  const tickets = openCollection(database, ticketCollection);

  /** Down the tickets by their last problem, until nothing that comes can belong to the page. */
  async function walk(query: ProblemQuery, { page, pageSize }: Page): Promise<readonly Row[]> {
    const wanted = page * pageSize;
    const best: Row[] = [];
    const options = { batchSize: pageSize, ...toHint(query) };
    for await (const row of tickets.aggregate<WalkedRow>(listNewest(query), options)) {
      const last = best[wanted - 1];
      if (last !== undefined && last.problems.foundAt > row.lastFoundAt) break;
      const at = best.findLastIndex((other) => !isNewer(row, other)) + 1;
      best.splice(at, 0, row);
    }
    return best.slice(wanted - pageSize, wanted);
  }

  async function sort(query: ProblemQuery, { page, pageSize }: Page): Promise<readonly Row[]> {
    const paging = [{ $skip: (page - 1) * pageSize }, { $limit: pageSize }];
    return tickets.aggregate<Row>([...listMatching(query), newestFirst, ...paging]).toArray();
  }

  return {
    async list(query, page) {
      // A unit has few problems, which its own indexes find.
      const rows = query.unitId === undefined ? await walk(query, page) : await sort(query, page);
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
    ...(unitId === undefined ? [{ 'problems.foundAt': found }] : []),
    { 'problems.status': toStatus(status) },
    ...(type === undefined ? [] : [{ 'problems.type': { $eq: type } }]),
    ...(level === undefined ? [] : [{ 'problems.level': { $eq: level } }]),
    ...(finding === undefined ? [] : [{ 'problems.finding': { $eq: finding } }]),
    ...(unitId === undefined
      ? []
      : [
          {
            $or: [
              // With the time in each, either index may answer for its half.
              { 'problems.actingUnit': { $eq: unitId }, 'problems.foundAt': found },
              { 'problems.responsibleOrgan': { $eq: unitId }, 'problems.foundAt': found },
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
