import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { advance } from '../../tickets/advance.ts';
import { listStandingSteps, withHistory } from '../../tickets/course.ts';
import {
  findProcedure,
  listProblemActions,
  mayAct,
  problemActions,
  ticketActions,
  ticketKinds,
} from '../../tickets/index.ts';
import type {
  Problem,
  ProblemAction,
  ProblemRequest,
  ProblemStatus,
  StepTicketRequest,
  Ticket,
  TicketAction,
  TicketStatus,
} from '../../tickets/index.ts';
import { problemMoves } from '../../tickets/problem/problem-moves.ts';
import { defaultProcedures } from '../../tickets/procedures/index.ts';
import { listOpenActions } from '../../tickets/transition.ts';
import { clerk, colleague, reporter } from '../support/build-ticket.ts';
import { buildStepValues } from '../support/build-step-values.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

type Attempt = Omit<StepTicketRequest, 'numberOrId'> & {
  /** What happens to a problem instead of a step of the ticket; `nth` is the problem. */
  readonly onProblem: { readonly nth: number; readonly action: ProblemAction } | undefined;
  readonly pick: string | number;
  /** What the step needs comes along, whatever else does. */
  readonly isComplete: boolean;
  readonly waitMs: number;
};

const refusals = [
  'ticket_step_refused',
  'ticket_requirement_missing',
  'ticket_officers_refused',
  'ticket_not_permitted',
  'ticket_undo_too_late',
  'ticket_value_invalid',
  'ticket_not_found',
];
const someRoles = [
  'intake_clerk',
  'handler',
  'section_head',
  'approver',
  'analyst',
  'system_admin',
];

const anAttempt: fc.Arbitrary<Attempt> = fc.record({
  action: fc.constantFrom(...ticketActions),
  /** Most attempts are such as the state allows or lead onward, so that the far states are reached too. */
  pick: fc.oneof(fc.constant('this'), fc.nat(99), { arbitrary: fc.constant('onward'), weight: 3 }),
  isComplete: fc.oneof(fc.constant(false), { arbitrary: fc.constant(true), weight: 3 }),
  by: fc.constantFrom(
    clerk,
    clerk,
    colleague,
    reporter,
    { kind: 'reporter', personId: 'a stranger' } as const,
    { kind: 'system' } as const,
  ),
  roles: fc.oneof(fc.constant(someRoles), fc.subarray(someRoles)),
  onProblem: fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 3 },
    fc.record({ nth: fc.nat(2), action: fc.constantFrom(...problemActions) }),
  ),
  reason: fc.constantFrom('', '写明的理由'),
  values: fc.constantFrom(
    {},
    { text: '请说明', score: '5', part1: '另一件事' },
    { score: '9' },
    { way: 'by_file' },
    { area: 'labour', kind: 'consultation' },
    { actingUnitId: 'team', responsibleOrganId: 'organ' },
    { partnerUnitIds: 'market urban', question: '由谁管辖', outcome: '由城管牵头' },
  ),
  waitMs: fc.constantFrom(0, 1000, 27_000, 40_000, 86_400_000),
});

function chooseAction({ action, pick }: Attempt, ticket: Ticket): TicketAction {
  const procedure = findProcedure(defaultProcedures, ticket);
  const open = listOpenActions(ticket, procedure);
  if (typeof pick === 'number') return open[pick % open.length] ?? action;
  const next = procedure.steps[procedure.steps.indexOf(ticket.status) + 1];
  const onward = open.find((name) => procedure.transitions[ticket.status]?.[name]?.to === next);
  return pick === 'onward' ? (onward ?? action) : action;
}

/** Everything a problem may need comes along, so that most moves that the table has are taken. */
function chooseChange(
  { onProblem, pick }: Attempt,
  ticket: Ticket,
): ProblemRequest['change'] | undefined {
  if (onProblem === undefined) return undefined;
  const problem = ticket.problems[onProblem.nth % Math.max(1, ticket.problems.length)];
  if (problem === undefined) return { action: 'find', type: '亮证告知' };
  const allowed = listProblemActions(problem, someRoles);
  const action =
    typeof pick === 'number'
      ? (allowed[pick % Math.max(1, allowed.length)] ?? onProblem.action)
      : onProblem.action;
  return {
    id: problem.id,
    action,
    type: '亮证告知',
    finding: 'founded',
    level: 'general',
    measure: '自行纠正',
    documentId: 'd-1',
    rectification: '已经改正',
    returnedFor: '没有改到位',
    accountability: '已经谈话提醒',
  };
}

function toCode(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode ? String(error.code) : String(error);
}

/** Tries each in turn on one ticket; hands every change that came of it to `check`. */
async function tryAll(
  [kind, hasReporter, attempts]: Story,
  check: (before: Ticket, attempt: Attempt, after: Ticket) => void,
): Promise<Ticket> {
  const tickets = buildTickets();
  const { personId: _, ...anonymous } = buildOpenRequest({ kind, by: clerk });
  const request = hasReporter ? buildOpenRequest({ kind }) : anonymous;
  const { ticket } = await tickets.openTicket(request);
  let before = ticket;
  for (const attempt of attempts) {
    tickets.wait(attempt.waitMs);
    const change = chooseChange(attempt, before);
    const action = change === undefined ? chooseAction(attempt, before) : 'work_on_problem';
    const needed = attempt.isComplete ? buildStepValues(action).values : {};
    const asked = { ...attempt, values: { ...attempt.values, ...needed }, numberOrId: ticket.id };
    const stepped =
      change === undefined
        ? tickets.stepTicket({ ...asked, action })
        : tickets.stepProblem({ ...asked, change });
    const refusal = await stepped.then(() => undefined, toCode);
    expect([undefined, ...refusals]).toContain(refusal);
    const after = (await tickets.store.find(ticket.id)) ?? before;
    expect(refusal === undefined || after.version === before.version).toBe(true);
    if (after.version !== before.version) {
      // The last problem's end is the ticket's own step.
      const taken = change === undefined ? action : after.history.at(-1)?.action;
      check(before, { ...attempt, action: taken === 'open' ? action : (taken ?? action) }, after);
    }
    before = after;
  }
  return before;
}

type Story = readonly [Ticket['kind'], boolean, readonly Attempt[]];
const aStory: fc.Arbitrary<Story> = fc.tuple(
  fc.constantFrom(...ticketKinds),
  fc.boolean(),
  fc.array(anAttempt, { minLength: 1, maxLength: 60, size: 'max' }),
);

const isEndedProblem = ({ status }: Problem): boolean =>
  status === 'closed' || status === 'dropped';

/** A problem is where it was, or where its table leads from there; undoing goes back to where it was before. */
function expectInTable(
  id: string,
  status: ProblemStatus,
  before: Ticket,
  action: TicketAction,
): void {
  const was = before.problems.find((one) => one.id === id)?.status;
  if (action === 'undo' || was === undefined) return;
  const moves = Object.values(problemMoves[was]).map(({ to }) => to);
  expect([was, ...moves]).toContain(status);
}

describe('no sequence of actions by any roles', () => {
  test('reaches a state outside the table', async () => {
    const reached = new Set<TicketStatus>();
    await fc.assert(
      fc.asyncProperty(aStory, async (story) => {
        await tryAll(story, (before, { action }, after) => {
          const { transitions } = findProcedure(defaultProcedures, before);
          const to = transitions[before.status]?.[action]?.to;
          const visited = before.history.map(({ to: status }) => status);
          const mayBe = action === 'undo' || to === 'previous' ? visited : [before.status, to];
          expect(mayBe).toContain(after.status);
          reached.add(after.status);
          for (const { id, status } of after.problems) expectInTable(id, status, before, action);
          const isHeld = after.problems.some((one) => !isEndedProblem(one));
          expect(after.status === 'closed' && isHeld).toBe(false);
        });
      }),
      { numRuns: 500 },
    );
    // Far states: were they never reached, the property would say little.
    expect([...reached]).toEqual(
      expect.arrayContaining(['rectification_feedback', 'closed', 'withdrawn', 'answered']),
    );
  });

  test('does what the roles do not allow', async () => {
    await fc.assert(
      fc.asyncProperty(aStory, async (story) => {
        await tryAll(story, (_before, { action, by, roles = [] }) => {
          const acting = by.kind === 'staff' ? roles : ['reporter'];
          expect(by.kind === 'system' || mayAct(action, acting)).toBe(true);
          expect(by).not.toEqual({ kind: 'reporter', personId: 'a stranger' });
        });
      }),
      { numRuns: 150 },
    );
  });

  test('leaves a history that does not replay to the same ticket', async () => {
    await fc.assert(
      fc.asyncProperty(aStory, async (story) => {
        const ticket = await tryAll(story, () => {});
        const [opening, ...steps] = listStandingSteps(ticket.history);
        const procedure = findProcedure(defaultProcedures, ticket);
        const start = withHistory(ticket, opening === undefined ? [] : [opening]);
        const replayed = steps.reduce((moved, { action, told, toldOthers: _, ...step }) => {
          if (action === 'open') throw new Error('a ticket is opened once');
          return advance(moved, { ...step, action, tell: told }, procedure);
        }, start);
        const { history: _replayed, updatedAt: _now, pendingFrom: _, ...course } = replayed;
        expect(ticket).toMatchObject(course);
        expect(withHistory(ticket, ticket.history)).toEqual(ticket);
      }),
      { numRuns: 150 },
    );
  });

  test('changes a line of history that stands', async () => {
    await fc.assert(
      fc.asyncProperty(aStory, async (story) => {
        await tryAll(story, (before, { action }, after) => {
          const kept = action === 'undo' ? before.history.slice(0, -1) : before.history;
          expect(after.history.slice(0, kept.length)).toEqual(kept);
          expect(after.history.map(({ seq }) => seq)).toEqual(after.history.map((_, i) => i + 1));
        });
      }),
      { numRuns: 100 },
    );
  });
});
