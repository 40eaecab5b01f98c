import { describe, expect, test } from '@jest/globals';
import { currentProcedure, findProcedure } from '../../tickets/procedure.ts';
import { defaultProcedures } from '../../tickets/procedures/index.ts';
import { defaultLimits } from '../../tickets/profile/default-limits.ts';
import { isEnded, ticketKinds, ticketStatuses } from '../../tickets/index.ts';
import type { Procedure, TicketAction, TicketKind, TicketStatus } from '../../tickets/index.ts';
import { filedAt, buildTicket } from '../support/build-ticket.ts';

/** Where an action leads wherever it is allowed; outside tools rely on it. */
const targets: readonly (readonly [TicketKind, TicketAction, TicketStatus])[] = [
  ['complaint', 'accept', 'accepted'],
  ['complaint', 'analyse', 'clue_analysis'],
  ['complaint', 'verify', 'verification'],
  ['complaint', 'supervise', 'supervision'],
  ['complaint', 'rectify', 'rectification'],
  ['complaint', 'check', 'rectification_feedback'],
  ['complaint', 'close', 'closed'],
  ['complaint', 'send_back', 'rectification'],
  ['complaint', 'refuse', 'not_accepted'],
  ['complaint', 'find_unfounded', 'unfounded'],
  ['complaint', 'transfer', 'transferred'],
  ['complaint', 'mediate', 'mediated'],
  ['complaint', 'withdraw', 'withdrawn'],
  ['complaint', 'merge', 'merged'],
  ['consultation', 'answer', 'answered'],
  ['suggestion', 'answer', 'answered'],
  ['consultation', 'close', 'closed'],
  ['coordination', 'accept', 'accepted'],
  ['coordination', 'close', 'closed'],
];

function listMoves(procedure: Procedure) {
  return ticketStatuses.flatMap((status) =>
    Object.entries(procedure.transitions[status] ?? {}).map(
      ([action, transition]) => [status, action, transition] as const,
    ),
  );
}

describe('the procedures that Duxin ships', () => {
  test.each(ticketKinds)('say how a %s runs', (kind) => {
    expect(currentProcedure(defaultProcedures, kind, filedAt).kinds).toContain(kind);
  });

  test.each(targets)('lead a %s by %s to %s', (kind, action, target) => {
    const moves = listMoves(currentProcedure(defaultProcedures, kind, filedAt));
    const found = new Set(moves.filter(([, name]) => name === action).map(([, , { to }]) => to));
    expect([...found]).toEqual([target]);
  });

  test('let an enterprise feedback and a lead run like a complaint', () => {
    const complaint = currentProcedure(defaultProcedures, 'complaint', filedAt);
    expect(currentProcedure(defaultProcedures, 'enterprise_feedback', filedAt)).toBe(complaint);
    expect(currentProcedure(defaultProcedures, 'lead', filedAt)).toBe(complaint);
  });

  test.each(['complaint', 'consultation', 'suggestion'] as const)(
    'offer transfer, withdrawal, merging, splitting and pausing in every open state of a %s',
    (kind) => {
      const procedure = currentProcedure(defaultProcedures, kind, filedAt);
      const open = procedure.steps.filter((status) => !isEnded(status));
      for (const status of open) {
        expect(Object.keys(procedure.transitions[status] ?? {})).toEqual(
          expect.arrayContaining([
            'transfer',
            'withdraw',
            'merge',
            'split',
            'pause',
            'ask',
            'urge',
          ]),
        );
      }
    },
  );

  test.each(defaultProcedures)('$id version $version demands nothing of its own', (procedure) => {
    for (const [, , { requires }] of listMoves(procedure)) expect(requires).toEqual([]);
  });

  test.each(defaultProcedures)('$id has a main line that can be walked', (procedure) => {
    const [first, ...rest] = procedure.steps;
    const reached = new Set<TicketStatus | 'same' | 'previous' | undefined>([first]);
    for (const status of procedure.steps) {
      for (const { to } of Object.values(procedure.transitions[status] ?? {})) reached.add(to);
    }
    for (const status of rest) expect(reached).toContain(status);
  });

  test.each(defaultProcedures)('$id stops the clock where the matter ends', (procedure) => {
    for (const [, action, { to, clock }] of listMoves(procedure)) {
      const rule = { action, to, clock: clock?.kind };
      if (to === 'same' || to === 'previous' || !isEnded(to)) continue;
      expect(rule).toEqual({ action, to, clock: to === 'mediated' ? 'pause' : 'stop' });
    }
  });
});

describe('the procedure of a ticket', () => {
  const ticket = buildTicket({ procedure: { id: 'five_steps', version: 1 } });
  const [first] = defaultProcedures;
  const newer = { ...currentProcedure(defaultProcedures, 'complaint', filedAt), version: 2 };

  test('stays the version under which it began', () => {
    expect(findProcedure([...defaultProcedures, newer], ticket)).toBe(first);
  });

  test('is the newest one for a new ticket', () => {
    expect(currentProcedure([...defaultProcedures, newer], 'complaint', filedAt)).toBe(newer);
  });

  test('is missed loudly when a version was removed', () => {
    expect(() => findProcedure([newer], ticket)).toThrow('no procedure five_steps version 1');
  });

  test('carries its own limits', () => {
    expect(findProcedure(defaultProcedures, ticket).limits).toBe(defaultLimits);
  });
});
