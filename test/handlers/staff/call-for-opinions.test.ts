import { describe, expect, test } from '@jest/globals';
import { createOfficeHours, type NewStaffCall } from '../../../bot/index.ts';
import { toOpinionCard } from '../../../bot/service/opinion-cards.ts';
import { createCallForOpinions, isOpinionOver } from '../../../handlers/index.ts';
import { isWorkingDay, toDayStart, toShanghaiDay, type Ticket } from '../../../tickets/index.ts';
import { buildDayTable } from '../../support/build-day-table.ts';
import { clerk, deskRoles } from '../../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../../support/build-tickets.ts';

const calendar = buildDayTable();
const hours = createOfficeHours({
  isWorkingDay: (at) => isWorkingDay(toShanghaiDay(at), calendar),
  toDayStart: (at) => toDayStart(toShanghaiDay(at)),
});
const at = (local: string) => new Date(`${local}+08:00`);
const brief = '执法程序存疑';
const question = '是否要听证？';
const undoMs = 30_000;

/** A matter about which an expert is asked on Friday 6 March in the evening, and the cards that this makes. */
async function open(answerBy?: string, askedAt = at('2026-03-06T20:00:00')) {
  const desk = buildTickets({ now: () => askedAt, undoMs });
  const opened = await desk.openTicket(buildOpenRequest());
  // What the filing owed was projected long ago.
  await desk.store.movePending(opened.ticket.id, opened.ticket.version, undefined);
  const calls = new Map<string, NewStaffCall>();
  const callForOpinions = createCallForOpinions({
    calls: {
      async insert(rows) {
        for (const row of rows) if (!calls.has(row.id)) calls.set(row.id, row);
      },
    },
    hours,
    undoMs,
  });
  const request = { numberOrId: opened.ticket.id, by: clerk, roles: deskRoles };
  const asked = await desk.askExpert({
    ...request,
    expertId: 'expert-1',
    brief,
    question,
    ...(answerBy !== undefined && { answerBy }),
  });
  const ring = async (ticket: Ticket) => {
    await callForOpinions(ticket);
    await callForOpinions(ticket);
    return [...calls.values()].map(({ purpose, accountId, dueAt }) => ({
      purpose,
      accountId,
      dueAt,
    }));
  };
  const answer = () =>
    desk.giveOpinion({
      numberOrId: opened.ticket.id,
      by: { kind: 'staff', accountId: 'expert-1', name: '钱巡察' },
      roles: ['expert'],
      asked: asked.history.length,
      text: '应当听证',
    });
  return { desk, request, calls, asked, ring, answer };
}

describe('an expert who is asked', () => {
  test('gets one card when the office opens, and one before the day that was named', async () => {
    const { ring, asked } = await open('2026-03-16');
    expect(await ring(asked)).toEqual([
      { purpose: 'opinion_asked', accountId: 'expert-1', dueAt: at('2026-03-09T09:00:00') },
      // The 16th is a Monday: Friday morning is the last before it.
      { purpose: 'opinion_due', accountId: 'expert-1', dueAt: at('2026-03-13T09:00:00') },
    ]);
  });

  test('in office hours gets it as soon as the question cannot be taken back', async () => {
    const { ring, asked } = await open(undefined, at('2026-03-06T10:00:00'));
    expect(await ring(asked)).toEqual([
      { purpose: 'opinion_asked', accountId: 'expert-1', dueAt: at('2026-03-06T10:00:30') },
    ]);
  });

  test('is not reminded of a day that is too near for it', async () => {
    const { ring, asked } = await open('2026-03-09');
    expect((await ring(asked)).map(({ purpose }) => purpose)).toEqual(['opinion_asked']);
  });

  test('sees the number alone on the card, and is led to their own page', async () => {
    const { ring, asked, calls } = await open();
    await ring(asked);
    const [call] = calls.values();
    if (call === undefined) throw new Error('nobody was called');
    const card = toOpinionCard({ ...call, state: 'waiting', attempts: 0 }, 'https://duxin.example');
    expect(card).toEqual({
      number: asked.number,
      buttons: [],
      link: 'https://duxin.example/admin/opinions',
    });
    for (const words of [brief, question]) expect(JSON.stringify(call)).not.toContain(words);
  });

  test('is not written to any more once they answered or the question was taken back', async () => {
    const { ring, asked, calls, answer, desk, request } = await open('2026-03-16');
    await ring(asked);
    const rows = [...calls.values()];
    expect(rows.map((call) => isOpinionOver(call, asked))).toEqual([false, false]);
    const other = { ...rows[0], id: '', accountId: 'expert-2', purpose: 'opinion_due' } as const;
    expect(isOpinionOver(other, asked)).toBe(true);
    const undone = await desk.undoStep(request);
    expect(rows.map((call) => isOpinionOver(call, undone))).toEqual([true, true]);
    await desk.askExpert({ ...request, expertId: 'expert-1', brief, question });
    const again = await desk.store.find(asked.id);
    // The old cards say nothing of the new question.
    expect(rows.map((call) => again && isOpinionOver(call, again))).toEqual([true, true]);
    await expect(answer()).rejects.toMatchObject({ code: 'ticket_not_found' });
  });

  test('cannot be asked for a day that has passed', async () => {
    await expect(open('2026-03-05')).rejects.toMatchObject({ code: 'ticket_value_invalid' });
  });
});

test('whoever asked gets one card when the opinion is in, which leads to the ticket', async () => {
  const { ring, asked, calls, answer } = await open();
  await ring({ ...asked });
  const answered = await answer();
  const last = (await ring(answered)).at(-1);
  expect(last).toEqual({
    purpose: 'opinion_given',
    accountId: clerk.accountId,
    dueAt: at('2026-03-09T09:00:00'),
  });
  expect(calls.size).toBe(2);
  const [expertCall, askerCall] = [...calls.values()];
  if (expertCall === undefined || askerCall === undefined) throw new Error('nobody was called');
  expect([isOpinionOver(expertCall, answered), isOpinionOver(askerCall, answered)]).toEqual([
    true,
    false,
  ]);
  const card = toOpinionCard({ ...askerCall, state: 'waiting', attempts: 0 }, '');
  expect(card).toEqual({
    number: asked.number,
    buttons: [],
    link: `/admin/tickets/${asked.number}`,
  });
});
