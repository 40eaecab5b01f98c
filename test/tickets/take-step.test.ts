import { describe, expect, test } from '@jest/globals';
import { defaultProcedures } from '../../tickets/procedures/index.ts';
import { currentProcedure, listAllowedActions, toShanghaiDay } from '../../tickets/index.ts';
import type { Ticket, TicketAction } from '../../tickets/index.ts';
import { takeStep } from '../../tickets/take-step.ts';
import type { StepRequest } from '../../tickets/take-step.ts';
import { buildDayTable } from '../support/build-day-table.ts';
import {
  buildStep,
  buildTicket,
  clerk,
  deskRoles,
  filedAt,
  reporter,
} from '../support/build-ticket.ts';

const procedure = currentProcedure(defaultProcedures, 'complaint', filedAt);
const dayMs = 86_400_000;

function step(
  ticket: Ticket,
  action: TicketAction,
  fields: Partial<StepRequest> & { readonly daysLater?: number } = {},
): Ticket {
  const { daysLater = 0, ...request } = fields;
  const at = new Date(filedAt.getTime() + daysLater * dayMs);
  return takeStep(ticket, { action, by: clerk, ...request }, procedure, {
    at,
    calendar: buildDayTable(),
    undoMs: 30_000,
  });
}

function dueDay({ dueAt }: Ticket): string | undefined {
  return dueAt && toShanghaiDay(dueAt);
}

function walk(ticket: Ticket, ...actions: readonly TicketAction[]): Ticket {
  return actions.reduce((moved, action) => step(moved, action), ticket);
}

const toVerification = ['accept', 'analyse', 'verify'] as const;
const toSupervision = [...toVerification, 'supervise'] as const;
const toFeedback = [...toSupervision, 'rectify', 'check'] as const;

describe('the five steps', () => {
  test('lead from filing to the end', () => {
    const closed = walk(buildTicket(), ...toFeedback, 'close');
    expect(closed.history.map(({ to }) => to)).toEqual(procedure.steps);
    expect(closed.status).toBe('closed');
  });

  test('note who, when, why and what the person is told', () => {
    const ticket = step(buildTicket({ number: '2612345678' }), 'refuse', {
      reason: '不属监督范围。',
    });
    expect(ticket.history.at(-1)).toMatchObject({
      seq: 2,
      action: 'refuse',
      from: 'received',
      to: 'not_accepted',
      at: filedAt,
      by: clerk,
      reason: '不属监督范围。',
      told: {
        kind: 'told',
        personId: 'person-1',
        noticeKey: 'notice.matter.not_accepted',
        values: { number: '2612345678', due: '2026-04-01', reason: '不属监督范围', text: '' },
        tellAt: new Date(filedAt.getTime() + 30_000),
      },
    });
  });

  test('cannot be jumped', () => {
    expect(() => step(buildTicket(), 'close')).toThrow(
      expect.objectContaining({
        code: 'ticket_step_refused',
        allowed: expect.arrayContaining(['accept', 'refuse', 'transfer']),
      }),
    );
  });

  test('go back to rectification with a reason when it was not enough', () => {
    const feedback = walk(buildTicket(), ...toFeedback);
    expect(() => step(feedback, 'send_back')).toThrow(
      expect.objectContaining({ code: 'ticket_requirement_missing', missing: ['reason'] }),
    );
    expect(step(feedback, 'send_back', { reason: '罚款没有退还' }).status).toBe('rectification');
  });

  test.each(['refuse', 'transfer', 'pause'] as const)('%s needs a reason', (action) => {
    expect(() => step(buildTicket(), action, { reason: ' ' })).toThrow(
      expect.objectContaining({ code: 'ticket_requirement_missing', missing: ['reason'] }),
    );
  });

  test.each(['reply', 'ask'] as const)('%s needs the words to say', (action) => {
    expect(() => step(buildTicket(), action)).toThrow(
      expect.objectContaining({ code: 'ticket_requirement_missing', missing: ['text'] }),
    );
  });

  test('ask what a procedure demands beyond that', () => {
    const demanding = {
      ...procedure,
      transitions: {
        ...procedure.transitions,
        received: { accept: { to: 'accepted', requires: ['document'] } },
      },
    } as const;
    const context = { at: filedAt, calendar: buildDayTable(), undoMs: 0 };
    const accept = { action: 'accept', by: clerk } as const;
    expect(() => takeStep(buildTicket(), accept, demanding, context)).toThrow(
      expect.objectContaining({ missing: ['document'] }),
    );
    const values = { document: 'd-1' };
    expect(takeStep(buildTicket(), { ...accept, values }, demanding, context).status).toBe(
      'accepted',
    );
  });
});

describe('the date that a ticket promises', () => {
  test('begins anew with acceptance and with rectification, and goes on in between', () => {
    const accepted = step(buildTicket(), 'accept');
    expect(dueDay(accepted)).toBe('2026-04-01');
    const verified = step(step(accepted, 'analyse', { daysLater: 3 }), 'verify', { daysLater: 9 });
    expect(dueDay(verified)).toBe('2026-04-01');
    const rectified = step(step(verified, 'supervise', { daysLater: 10 }), 'rectify', {
      daysLater: 10,
    });
    expect(rectified.limit).toBe('rectification');
    expect(dueDay(rectified)).toBe('2026-04-13');
  });

  test('is gone at the end', () => {
    const closed = walk(buildTicket(), ...toFeedback, 'close');
    expect(closed.dueAt).toBeUndefined();
    expect(closed.limit).toBeUndefined();
  });

  test('rests while paused and moves on by the length of the pause', () => {
    const accepted = step(buildTicket(), 'accept');
    const paused = step(accepted, 'pause', { reason: '等待补充材料', daysLater: 2 });
    expect(paused.paused).toMatchObject({ reason: '等待补充材料', held: { limit: 'decision' } });
    expect(dueDay(paused)).toBe('2026-04-03');
    const resumed = step(paused, 'resume', { daysLater: 9 });
    expect(resumed.paused).toBeUndefined();
    expect(dueDay(resumed)).toBe('2026-04-08');
  });

  test('is never told once it has passed', () => {
    const late = step(step(buildTicket(), 'accept'), 'analyse', { daysLater: 60 });
    expect(late.history.at(-1)?.told).toMatchObject({ values: { due: '2026-05-08' } });
  });
});

describe('a paused ticket', () => {
  const paused = step(step(buildTicket(), 'accept'), 'pause', { reason: '等待法院判决' });

  test('does not advance and is not paused again', () => {
    for (const action of ['analyse', 'pause', 'mediate'] as const) {
      expect(() => step(paused, action, { reason: '再次' })).toThrow(
        expect.objectContaining({ code: 'ticket_step_refused' }),
      );
    }
  });

  test('may resume, rest or end', () => {
    const allowed = listAllowedActions(paused, procedure, deskRoles);
    expect(allowed).toEqual(expect.arrayContaining(['resume', 'reply', 'assign', 'transfer']));
  });

  test('is the only one that resumes', () => {
    expect(() => step(buildTicket(), 'resume')).toThrow(
      expect.objectContaining({ code: 'ticket_step_refused' }),
    );
  });
});

describe('mediation', () => {
  const mediated = step(walk(buildTicket(), ...toVerification), 'mediate');

  test('pauses the clock', () => {
    expect(mediated).toMatchObject({ status: 'mediated', limit: 'mediation' });
    expect(mediated.paused?.held?.limit).toBe('decision');
  });

  test('comes back to where it was when the sides do not agree', () => {
    const back = step(mediated, 'resume', { daysLater: 5 });
    expect(back).toMatchObject({ status: 'verification', limit: 'decision' });
    expect(dueDay(back)).toBe('2026-04-06');
  });

  test('closes when they do', () => {
    expect(step(mediated, 'close').status).toBe('closed');
  });
});

describe('a withdrawal', () => {
  test('ends the matter at once while no unit knows of it', () => {
    const withdrawn = step(walk(buildTicket(), ...toVerification), 'withdraw', { by: reporter });
    expect(withdrawn).toMatchObject({ status: 'withdrawn', reporterLeftAt: filedAt });
    expect(withdrawn.dueAt).toBeUndefined();
  });

  test('is only asked about on the day itself once a unit was served', () => {
    const served = walk(buildTicket(), ...toSupervision);
    const asked = step(served, 'withdraw');
    expect(asked).toMatchObject({ status: 'supervision', withdrawalAskedAt: filedAt });
    expect(asked.history.at(-1)?.told).toMatchObject({
      noticeKey: 'notice.matter.withdrawal_asked',
    });
    expect(step(asked, 'withdraw').status).toBe('supervision');
    expect(step(asked, 'withdraw', { daysLater: 1 }).status).toBe('withdrawn');
  });

  test('lets the bureau go on ex officio once a unit was served, and the person hears no more', () => {
    const asked = step(walk(buildTicket(), ...toSupervision), 'withdraw', { by: reporter });
    const withdrawn = step(asked, 'withdraw', { by: reporter, daysLater: 1 });
    const resumed = step(withdrawn, 'resume', { daysLater: 2 });
    expect(resumed).toMatchObject({ status: 'supervision', limit: 'decision' });
    const rectified = step(resumed, 'rectify', { daysLater: 3 });
    expect(rectified.history.at(-1)?.told).toEqual({ kind: 'not_told', because: 'reporter_left' });
    expect(() => step(rectified, 'withdraw', { by: reporter })).toThrow(
      expect.objectContaining({ code: 'ticket_step_refused' }),
    );
  });

  test('leaves nothing to go on with before', () => {
    const withdrawn = step(buildTicket(), 'withdraw', { by: reporter });
    expect(() => step(withdrawn, 'resume')).toThrow(
      expect.objectContaining({ code: 'ticket_step_refused', allowed: [] }),
    );
  });

  test('of one of several reporters ends only that one’s part', () => {
    const coReporters = [{ ticketId: 't-2', number: '2600000017', personId: 'person-2' }];
    const joined = buildStep({ seq: 2, action: 'merge', from: 'received', joined: coReporters });
    const shared = buildTicket({ coReporters, history: [buildStep(), joined] });
    const asked = step(shared, 'withdraw', { by: reporter });
    const left = step(asked, 'withdraw', { by: reporter, daysLater: 1 });
    expect(left.status).toBe('received');
    const accepted = step(left, 'accept', { daysLater: 2 });
    expect(accepted.history.at(-1)).toMatchObject({
      told: { kind: 'not_told', because: 'reporter_left' },
      toldOthers: [{ personId: 'person-2', values: { number: '2600000017' } }],
    });
  });
});

describe('who is told', () => {
  test('nobody, where there is no reporter', () => {
    const { personId: _, ...lead } = buildTicket({ kind: 'lead' });
    expect(step(lead, 'accept').history.at(-1)?.told).toEqual({
      kind: 'not_told',
      because: 'no_reporter',
    });
  });

  test('nobody of what is internal', () => {
    const ticket = step(buildTicket(), 'assign', { values: { assigneeId: 'account-2' } });
    expect(ticket.assigneeId).toBe('account-2');
    expect(ticket.history.at(-1)?.told).toEqual({ kind: 'not_told', because: 'internal_step' });
    // The relay still writes to the new owner.
    expect(ticket.pendingFrom).toBe(2);
  });

  test('the reporter of their own step in the conversation', () => {
    const ticket = step(buildTicket(), 'urge', { by: reporter });
    expect(ticket.history.at(-1)?.told).toEqual({
      kind: 'not_told',
      because: 'answered_in_conversation',
    });
  });

  test('the reporter at once of what the system did', () => {
    const ticket = step(buildTicket(), 'accept', { by: { kind: 'system' } });
    expect(ticket.history.at(-1)?.told).toMatchObject({ kind: 'told', tellAt: filedAt });
  });

  test('each reporter under their own number, and words to one by nobody else', () => {
    const coReporters = [{ ticketId: 't-2', number: '2600000017', personId: 'person-2' }];
    const joined = buildStep({ seq: 2, action: 'merge', from: 'received', joined: coReporters });
    const shared = buildTicket({
      number: '2612345678',
      coReporters,
      history: [buildStep(), joined],
    });
    const accepted = step(shared, 'accept', { values: { text: '您的商铺已核对' } });
    expect(accepted.history.at(-1)).toMatchObject({
      told: { personId: 'person-1', values: { number: '2612345678', text: '您的商铺已核对' } },
      toldOthers: [{ personId: 'person-2', values: { number: '2600000017', text: '' } }],
    });
    const replied = step(shared, 'reply', { values: { text: '请来一趟' } });
    expect(replied.history.at(-1)?.toldOthers).toBeUndefined();
  });

  test('is pending from the first line that was not yet projected', () => {
    const accepted = step(buildTicket(), 'accept');
    expect(accepted.pendingFrom).toBe(2);
    expect(step(accepted, 'analyse').pendingFrom).toBe(2);
  });
});
