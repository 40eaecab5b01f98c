import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  createHearing,
  type HearingErrorCode,
  type OfficialDocument,
  type Problem,
  type ReplyKind,
  type ReplyRequest,
  type ServingMark,
  type Ticket,
} from '../../../tickets/index.ts';
import type { ProblemRequest } from '../../../tickets/index.ts';
import { buildDayTable } from '../../support/build-day-table.ts';
import {
  buildReplyStore,
  buildServedDocument,
  buildServing,
  hearingRules,
} from '../../support/build-hearing.ts';
import { buildTicket } from '../../support/build-ticket.ts';

const officer = { accountId: 'a-1', name: '联络员' };
const head = { accountId: 'a-9', name: '科长' };

function buildProblem(more: Partial<Problem> = {}): Problem {
  return {
    id: 't-1-p1',
    status: 'served',
    type: 'identification',
    foundAt: new Date('2026-03-01T02:00:00Z'),
    documentId: 'd-1',
    actingUnit: 'u-1',
    ...more,
  };
}

function buildHouse(document: OfficialDocument, problems: readonly Problem[] = []) {
  const replies = buildReplyStore();
  const marks: ServingMark[] = [];
  const steps: ProblemRequest[] = [];
  const state = {
    now: new Date('2026-03-03T02:00:00Z'),
    document,
    ticket: { ...buildTicket(), id: 't-1', problems } satisfies Ticket,
    refusal: undefined as { code: string } | undefined,
  };
  const hearing = createHearing({
    replies,
    findDocument: async (id) => (id === state.document.id ? state.document : undefined),
    findTicket: async (id) => (id === 't-1' ? state.ticket : undefined),
    rulesOf: () => hearingRules,
    calendar: buildDayTable(),
    now: () => state.now,
    markServing: async (mark) => void marks.push(mark),
    async stepProblem(request) {
      if (state.refusal !== undefined) throw state.refusal;
      steps.push(request);
    },
    announce: () => undefined,
  });
  let key = 0;
  const give = (kind: ReplyKind, more: Partial<ReplyRequest> = {}, unitId = 'u-1') =>
    hearing.giveReply('d-1', unitId, {
      key: `k${(key += 1)}`,
      kind,
      text: '情况说明。',
      by: officer,
      ...more,
    });
  const listAllowed = async () =>
    (await hearing.openFile('d-1', 'u-1')).allowed.map(({ kind }) => kind);
  return { hearing, replies, marks, steps, state, give, listAllowed };
}

async function codeOf(action: Promise<unknown>): Promise<HearingErrorCode | undefined> {
  return action.then(
    () => undefined,
    (error: { code: HearingErrorCode }) => error.code,
  );
}

describe('a unit that was served a feedback letter', () => {
  let house: ReturnType<typeof buildHouse>;
  beforeEach(() => {
    house = buildHouse(buildServedDocument({ problemIds: ['t-1-p1'] }), [buildProblem()]);
  });

  test('acknowledges before it says anything else', async () => {
    expect(await house.listAllowed()).toEqual(['acknowledgement']);
    expect(await codeOf(house.give('account'))).toBe('reply_acknowledge_first');
    await house.give('acknowledgement');
    expect(await house.listAllowed()).toEqual(['account', 'objection', 'rectification']);
    expect(house.marks).toEqual([
      {
        documentId: 'd-1',
        servingId: 'd-1-u-1',
        action: 'acknowledge',
        key: 'd-1-u-1-acknowledgement',
      },
    ]);
  });

  test('is told that there is no such document where another was served', async () => {
    expect(await codeOf(house.give('acknowledgement', {}, 'u-2'))).toBe('reply_not_served');
    expect(await codeOf(house.hearing.openFile('d-2', 'u-1'))).toBe('reply_not_served');
  });

  test('gets one receipt from two officers at the same moment', async () => {
    const other = { accountId: 'a-2', name: '另一位' };
    const results = await Promise.all([
      codeOf(house.give('acknowledgement')),
      codeOf(house.give('acknowledgement', { by: other })),
    ]);
    expect(results.filter((code) => code !== undefined)).toEqual(['reply_given_before']);
    expect(house.replies.all()).toHaveLength(1);
  });

  test('hears the first answer again when its click came twice', async () => {
    await house.give('acknowledgement', { key: 'same' });
    const again = await house.give('acknowledgement', { key: 'same' });
    expect(again.key).toBe('same');
    expect(house.marks).toHaveLength(1);
  });

  test('hands in a report that reaches its problem, and another only when that was sent back', async () => {
    await house.give('acknowledgement');
    const report = await house.give('rectification', { text: '已退还费用。' });
    expect(house.steps.map(({ change, roles }) => ({ ...change, roles }))).toEqual([
      {
        id: 't-1-p1',
        action: 'rectify',
        rectification: '已退还费用。',
        roles: ['agency_officer'],
      },
    ]);
    expect(house.marks.at(-1)?.action).toBe('answer');
    house.state.ticket = {
      ...house.state.ticket,
      problems: [buildProblem({ status: 'rectified' })],
    };
    expect(await codeOf(house.give('rectification'))).toBe('reply_given_before');
    await house.hearing.decideReply(report.id, report.version, {
      outcome: 'rejected',
      reason: '没有附退款凭证。',
      by: head,
    });
    expect(house.steps.at(-1)?.change).toEqual({
      id: 't-1-p1',
      action: 'return',
      returnedFor: '没有附退款凭证。',
    });
    house.state.ticket = { ...house.state.ticket, problems: [buildProblem()] };
    const second = await house.give('rectification', { text: '附上凭证。' });
    expect(second.id).not.toBe(report.id);
  });

  test('keeps its report where the problem went another way meanwhile', async () => {
    await house.give('acknowledgement');
    house.state.refusal = { code: 'ticket_step_refused' };
    const report = await house.give('rectification');
    expect(report.isPending).toBeUndefined();
  });

  test('leaves a report to the sweeper when the database failed in between', async () => {
    await house.give('acknowledgement');
    house.state.refusal = { code: 'connection_lost' };
    expect(await codeOf(house.give('rectification'))).toBe('connection_lost');
    house.state.refusal = undefined;
    await house.hearing.settlePending();
    expect(house.steps).toHaveLength(1);
    expect(await house.replies.listPending(10)).toEqual([]);
  });

  test('says nothing empty', async () => {
    await house.give('acknowledgement');
    expect(await codeOf(house.give('objection', { text: '  ' }))).toBe('reply_incomplete');
  });

  test('has no more to say once a successor replaced the document', async () => {
    house.state.document = { ...house.state.document, replacedBy: 'd-7' };
    expect(await house.listAllowed()).toEqual([]);
    expect(await codeOf(house.give('acknowledgement'))).toBe('reply_not_expected');
  });
});

describe('a unit that was served a notice with many others', () => {
  const units = ['u-1', 'u-2'];
  const document = buildServedDocument({
    kind: 'supervision_notice',
    problemIds: ['t-1-p1', 't-1-p2'],
    units: units.map((unitId) => ({ unitId, name: unitId })),
    servings: units.map((unitId) => buildServing(unitId)),
  });
  const problems = [buildProblem(), buildProblem({ id: 't-1-p2', actingUnit: 'u-2' })];

  test('reports on its own problems and sees its own replies alone', async () => {
    const house = buildHouse(document, problems);
    await house.give('acknowledgement', {}, 'u-2');
    await house.give('acknowledgement');
    await house.give('rectification');
    expect(house.steps.map(({ change }) => change.id)).toEqual(['t-1-p1']);
    const file = await house.hearing.openFile('d-1', 'u-2');
    expect(file.replies.map(({ unitId }) => unitId)).toEqual(['u-2']);
    expect(file.problems.map(({ id }) => id)).toEqual(['t-1-p2']);
  });

  test('asks for a review once, within ten working days after the service', async () => {
    const house = buildHouse(document, problems);
    await house.give('acknowledgement');
    const { allowed } = await house.hearing.openFile('d-1', 'u-1');
    const until = allowed.find(({ kind }) => kind === 'review')?.until;
    expect(until).toEqual(new Date('2026-03-16T15:59:59.999Z'));
    house.state.now = new Date('2026-03-16T16:00:00Z');
    expect(await codeOf(house.give('review'))).toBe('reply_too_late');
    house.state.now = new Date('2026-03-16T15:59:59Z');
    const review = await house.give('review');
    expect(await codeOf(house.give('review'))).toBe('reply_given_before');
    const decide = (version: number) =>
      house.hearing.decideReply(review.id, version, {
        outcome: 'rejected',
        reason: '维持。',
        by: head,
      });
    await decide(review.version);
    expect(await codeOf(decide(review.version))).toBe('reply_conflict');
    expect(house.steps).toEqual([]);
  });
});

test('a proposal is adopted first, and the day of the revocation may follow once', async () => {
  const house = buildHouse(buildServedDocument({ kind: 'proposal' }));
  await house.give('acknowledgement');
  expect(await codeOf(house.give('proposal_answer'))).toBe('reply_incomplete');
  await house.give('proposal_answer', { isAdopted: true });
  await house.give('proposal_answer', { isAdopted: true, reachedOn: '2026-03-05' });
  expect(await codeOf(house.give('proposal_answer', { isAdopted: true }))).toBe(
    'reply_given_before',
  );
});

test('an account is taken note of and not decided on', async () => {
  const house = buildHouse(buildServedDocument());
  await house.give('acknowledgement');
  const account = await house.give('account');
  const decided = house.hearing.decideReply(account.id, account.version, {
    outcome: 'accepted',
    reason: '好',
    by: head,
  });
  expect(await codeOf(decided)).toBe('reply_not_decidable');
});
