import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ListedProblem, ProblemList, ProblemQuery, Ticket } from '../../tickets/index.ts';
import { buildTicket } from '../support/build-ticket.ts';

type Problem = ListedProblem['problem'];

/** What every ProblemList does, whatever it is made of. `create` begins with these tickets and no others. */
export function itBehavesLikeAProblemList(
  create: (tickets: readonly Ticket[]) => Promise<ProblemList>,
): void {
  describe('the list of problems', () => {
    let list: ProblemList;
    beforeEach(async () => {
      list = await create(tickets);
    });
    const ids = async (query: ProblemQuery): Promise<readonly string[]> =>
      (await list.list(query, { page: 1, pageSize: 50 })).map(({ problem }) => problem.id);

    test.each<readonly [string, ProblemQuery, readonly string[]]>([
      ['all but what was dropped, newest first', {}, ['c1', 'a2', 'a1']],
      ['a type', { type: 'manner' }, ['c1', 'a2']],
      ['a level', { level: 'major' }, ['a1']],
      ['a finding', { finding: 'founded' }, ['a1']],
      ['what is open', { status: 'open' }, ['c1', 'a1']],
      ['what was dropped', { status: 'dropped' }, ['b1']],
      ['a unit that acted or answers', { unitId: 'u-bureau' }, ['a2', 'a1']],
      ['an area', { area: 'transport' }, ['c1']],
      ['a time', { from: day(2), to: day(4) }, ['a2']],
      ['several of them on one and the same problem', { type: 'manner', finding: 'founded' }, []],
      [
        'the bounds of an account',
        { bounds: { assigneeIds: [], areas: ['health'] } },
        ['a2', 'a1'],
      ],
    ])('narrows to %s', async (_, query, expected) => {
      expect(await ids(query)).toEqual(expected);
    });

    test('leads to the ticket and holds nothing of who reported', async () => {
      const [first] = await list.list({ type: 'identification' }, { page: 1, pageSize: 1 });
      expect(first).toEqual({
        problem: a1,
        ticket: { number: '2610000011', kind: 'complaint', area: 'health' },
      });
    });

    test('pages', async () => {
      const second = await list.list({}, { page: 2, pageSize: 2 });
      expect(second.map(({ problem }) => problem.id)).toEqual(['a1']);
    });

    test('counts by type and month of Shanghai and sums the amounts', async () => {
      expect(await list.readFigures({})).toEqual({
        total: 3,
        open: 2,
        amountFen: 20_000,
        byType: [
          { type: 'manner', count: 2 },
          { type: 'identification', count: 1 },
        ],
        byMonth: [
          { month: '2026-03', count: 2 },
          { month: '2026-04', count: 1 },
        ],
      });
      expect(await list.readFigures({ type: 'nothing' })).toEqual({
        total: 0,
        open: 0,
        amountFen: 0,
        byType: [],
        byMonth: [],
      });
    });

    test('gives every one of them to an export', async () => {
      const found: string[] = [];
      for await (const { problem } of list.each({ type: 'manner' })) found.push(problem.id);
      expect(found).toEqual(['c1', 'a2']);
    });
  });
}

/** The evening of a day of March in UTC is the next day in Shanghai. */
function day(date: number): Date {
  return new Date(Date.UTC(2026, 2, date));
}

const a1: Problem = {
  id: 'a1',
  status: 'found',
  type: 'identification',
  level: 'major',
  finding: 'founded',
  foundAt: day(1),
  responsibleOrgan: 'u-bureau',
  measure: 'refund',
  amountFen: 20_000,
};
const a2: Problem = {
  id: 'a2',
  status: 'closed',
  type: 'manner',
  foundAt: day(3),
  actingUnit: 'u-bureau',
};
const b1: Problem = { id: 'b1', status: 'dropped', type: 'manner', foundAt: day(3) };
const c1: Problem = {
  id: 'c1',
  status: 'served',
  type: 'manner',
  foundAt: new Date('2026-03-31T17:00:00Z'),
};
const tickets: readonly Ticket[] = [
  buildTicket({ id: 't-a', number: '2610000011', area: 'health', problems: [a1, a2] }),
  buildTicket({ id: 't-b', number: '2610000022', problems: [b1] }),
  buildTicket({ id: 't-c', number: '2610000033', area: 'transport', problems: [c1] }),
  buildTicket({ id: 't-d', number: '2610000044' }),
  buildTicket({
    id: 't-e',
    number: '2610000055',
    problems: [{ ...a1, id: 'e1' }],
    contact: {
      state: 'wait',
      words: '',
      givesAway: [],
      askedAt: day(1),
      reminders: 0,
      sealedAt: day(2),
    },
  }),
];
