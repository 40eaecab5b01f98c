import { describe, expect, test } from '@jest/globals';
import { defaultProcedures, findProcedure, toFlow } from '../../tickets/index.ts';
import { buildStep, buildTicket } from '../support/build-ticket.ts';

const flowOf = (ticket: ReturnType<typeof buildTicket>) =>
  toFlow(ticket, findProcedure(defaultProcedures, ticket));

describe('the flow chart of a procedure', () => {
  test('lights the place of a ticket on the main line', () => {
    const history = [
      buildStep(),
      buildStep({ seq: 2, action: 'accept', from: 'received', to: 'accepted' }),
      buildStep({ seq: 3, action: 'analyse', from: 'accepted', to: 'clue_analysis' }),
    ];
    const { steps, left } = flowOf(buildTicket({ status: 'clue_analysis', history }));
    expect(steps.slice(0, 4).map(({ state }) => state)).toEqual(['done', 'done', 'now', 'ahead']);
    expect(left).toBeUndefined();
  });

  test('shows where a ticket left it, and to what end', () => {
    const history = [
      buildStep(),
      buildStep({ seq: 2, action: 'refuse', from: 'received', to: 'not_accepted' }),
    ];
    const { left, steps } = flowOf(buildTicket({ status: 'not_accepted', history }));
    expect(left).toEqual({ from: 'received', to: 'not_accepted' });
    expect(steps.some(({ state }) => state === 'now')).toBe(false);
  });

  test('reads exits and the way back from the transitions', () => {
    const { steps, anywhere, backs } = flowOf(buildTicket());
    expect(anywhere).toEqual(expect.arrayContaining(['transferred', 'withdrawn', 'merged']));
    expect(steps.find(({ status }) => status === 'received')?.exits).toEqual(['not_accepted']);
    expect(backs).toEqual([{ from: 'rectification_feedback', to: 'rectification' }]);
  });

  test.each(defaultProcedures.map(({ id, kinds: [kind] }) => [id, kind] as const))(
    'is there for %s',
    (id, kind) => {
      const ticket = buildTicket({ procedure: { id, version: 1 }, ...(kind && { kind }) });
      expect(flowOf(ticket).steps[0]).toMatchObject({ status: 'received', state: 'now' });
    },
  );
});
