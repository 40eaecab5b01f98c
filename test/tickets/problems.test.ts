import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ProblemRequest, Ticket, TicketAction } from '../../tickets/index.ts';
import { listProblemActions } from '../../tickets/index.ts';
import { clerk, deskRoles } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';
import { buildStepValues } from '../support/build-step-values.ts';

const staff = { by: clerk, roles: deskRoles } as const;
const whole = {
  type: '亮证告知',
  finding: 'founded',
  level: 'general',
  measure: '自行纠正',
} as const;

let desk: ReturnType<typeof buildTickets>;
let ticket: Ticket;
const walk = async (...actions: readonly TicketAction[]): Promise<Ticket> => {
  for (const action of actions) {
    ticket = await desk.stepTicket({
      ...staff,
      numberOrId: ticket.id,
      action,
      ...buildStepValues(action),
    });
  }
  return ticket;
};
const change = async (asked: ProblemRequest['change']): Promise<Ticket> => {
  ticket = await desk.stepProblem({ ...staff, numberOrId: ticket.id, change: asked });
  return ticket;
};
const lastId = (): string => ticket.problems.at(-1)?.id ?? '';

/** A matter in rectification feedback with one problem. */
async function bringToFeedback(): Promise<string> {
  await walk('accept', 'analyse', 'verify');
  await change({ action: 'find', ...whole });
  const id = lastId();
  await walk('supervise');
  await change({ id, action: 'serve', documentId: 'd-1' });
  await walk('rectify');
  await change({ id, action: 'rectify', rectification: '已改正' });
  await walk('check');
  return id;
}

beforeEach(async () => {
  desk = buildTickets();
  ({ ticket } = await desk.openTicket(buildOpenRequest()));
});

describe('a problem', () => {
  it('is found while the matter is examined, never before', async () => {
    await expect(change({ action: 'find', type: '亮证告知' })).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
    await walk('accept', 'analyse');
    await change({ action: 'find', type: '亮证告知', words: '检查时只有一人亮证' });
    expect(ticket.problems).toMatchObject([
      { id: `${ticket.id}-p1`, status: 'found', type: '亮证告知', words: '检查时只有一人亮证' },
    ]);
    expect(ticket.history.at(-1)).toMatchObject({
      action: 'work_on_problem',
      told: { kind: 'not_told', because: 'internal_step' },
    });
  });

  it('goes from found to closed step by step, each with what it needs', async () => {
    await walk('accept', 'analyse', 'verify');
    await change({ action: 'find', type: '乱收费乱罚款乱查封' });
    const id = lastId();
    await expect(change({ id, action: 'serve', documentId: 'd-1' })).rejects.toMatchObject({
      code: 'ticket_requirement_missing',
      missing: ['finding', 'level'],
    });
    await change({ id, action: 'assess', finding: 'partly_founded', level: 'common' });
    await walk('supervise');
    await change({ id, action: 'serve', documentId: 'd-1' });
    await walk('rectify');
    await expect(change({ id, action: 'pass' })).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
    await change({ id, action: 'rectify', rectification: '已退还罚款' });
    await change({ id, action: 'pass' });
    await change({ id, action: 'measure', measure: '退还', amountFen: 20_000 });
    await walk('check');
    await change({ id, action: 'close' });
    expect(ticket.problems).toMatchObject([{ status: 'closed', amountFen: 20_000 }]);
  });

  it('keeps its number when one before it was taken back', async () => {
    await walk('accept', 'analyse');
    await change({ action: 'find', type: '亮证告知' });
    await walk('undo');
    expect(ticket.problems).toEqual([]);
    await change({ action: 'find', type: '公示' });
    expect(lastId()).toBe(`${ticket.id}-p2`);
  });

  it('is unknown under another ticket’s id', async () => {
    await walk('accept', 'analyse');
    await expect(change({ id: 't-other-p1', action: 'drop' })).rejects.toMatchObject({
      code: 'ticket_value_invalid',
    });
  });
});

describe('a ticket', () => {
  it('closes when its last problem does, and the reporter is told', async () => {
    const id = await bringToFeedback();
    await expect(walk('close')).rejects.toMatchObject({ code: 'ticket_step_refused' });
    await change({ id, action: 'pass' });
    await change({ id, action: 'close' });
    expect(ticket).toMatchObject({ status: 'closed' });
    expect(ticket.history.at(-1)).toMatchObject({
      action: 'close',
      told: { noticeKey: 'notice.matter.closed' },
    });
  });

  it('stays open while another problem is', async () => {
    const id = await bringToFeedback();
    await change({ action: 'find', type: '公示' });
    await change({ id, action: 'pass' });
    await change({ id, action: 'close' });
    expect(ticket.status).toBe('rectification_feedback');
    await change({ id: lastId(), action: 'drop', finding: 'unfounded' });
    expect(ticket.status).toBe('closed');
  });

  it('goes back to rectification when one is sent back, with the reason', async () => {
    const id = await bringToFeedback();
    await change({ id, action: 'return', returnedFor: '罚款还没有退' });
    expect(ticket).toMatchObject({ status: 'rectification', problems: [{ status: 'served' }] });
    expect(ticket.history.at(-1)).toMatchObject({ action: 'send_back', reason: '罚款还没有退' });
  });

  it('is not unfounded while something is wrong in it', async () => {
    await walk('accept', 'analyse');
    await change({ action: 'find', type: '公示' });
    await expect(walk('find_unfounded')).rejects.toMatchObject({ code: 'ticket_step_refused' });
  });
});

describe('who may work on a problem', () => {
  it('is a handler for what was found, a unit’s officer for what was put right', async () => {
    await walk('accept', 'analyse');
    await change({ action: 'find', ...whole });
    const [problem] = ticket.problems;
    if (problem === undefined) throw new Error('it was found');
    expect(listProblemActions(problem, ['agency_officer'])).toEqual([]);
    expect(listProblemActions({ ...problem, status: 'served' }, ['agency_officer'])).toEqual([
      'rectify',
    ]);
    await expect(
      desk.stepProblem({
        by: clerk,
        roles: ['approver'],
        numberOrId: ticket.id,
        change: { action: 'find', type: '公示' },
      }),
    ).rejects.toMatchObject({ code: 'ticket_not_permitted' });
  });
});
