import { problemActions } from './problem.ts';
import type { Problem, ProblemAction, ProblemChange, ProblemStatus } from './problem.ts';

type Needed = keyof ProblemChange;
type Move = {
  readonly to: ProblemStatus;
  /** What the problem must hold once the step is taken. */
  readonly requires?: readonly Needed[];
};

const account = (to: ProblemStatus): Move => ({ to, requires: ['accountability'] });

/** Every move of a problem, as data. A problem that the unit put right by itself closes without a document. */
export const problemMoves: Readonly<
  Record<ProblemStatus, Readonly<Partial<Record<ProblemAction, Move>>>>
> = {
  found: {
    assess: { to: 'found' },
    measure: { to: 'found', requires: ['measure'] },
    serve: { to: 'served', requires: ['documentId', 'finding', 'level'] },
    account: account('found'),
    close: { to: 'closed', requires: ['finding', 'measure'] },
    drop: { to: 'dropped', requires: ['finding'] },
  },
  served: {
    assess: { to: 'served' },
    measure: { to: 'served', requires: ['measure'] },
    rectify: { to: 'rectified', requires: ['rectification'] },
    account: account('served'),
    drop: { to: 'dropped', requires: ['finding'] },
  },
  rectified: {
    pass: { to: 'passed' },
    return: { to: 'served', requires: ['returnedFor'] },
    account: account('rectified'),
  },
  passed: {
    measure: { to: 'passed', requires: ['measure'] },
    account: account('passed'),
    close: { to: 'closed', requires: ['finding', 'measure'] },
  },
  closed: { account: account('closed') },
  dropped: {},
};

const leads = ['handler', 'section_head'] as const;

/** Which roles may do what to a problem, beside the right to work on its ticket. */
const problemRoles: Readonly<Record<ProblemAction, readonly string[]>> = {
  find: [...leads, 'township_liaison'],
  assess: leads,
  measure: leads,
  serve: [...leads, 'approver'],
  rectify: [...leads, 'agency_officer'],
  pass: [...leads, 'approver'],
  return: [...leads, 'approver'],
  account: leads,
  close: [...leads, 'approver'],
  drop: leads,
};

/** Whether one of the roles may do this to a problem at all. */
export function mayStepProblem(action: ProblemAction, roles: readonly string[]): boolean {
  return problemRoles[action].some((role) => roles.includes(role));
}

/** What the problem's state and the roles allow together. */
export function listProblemActions(
  { status }: Problem,
  roles: readonly string[],
): readonly ProblemAction[] {
  const moves = problemMoves[status];
  return problemActions.filter(
    (action) => moves[action] !== undefined && mayStepProblem(action, roles),
  );
}
