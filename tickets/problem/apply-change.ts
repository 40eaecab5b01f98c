import { TicketError } from '../errors.ts';
import type { Problem, ProblemChange } from './problem.ts';
import { problemMoves } from './problem-moves.ts';

/**
 * The ticket's problems after the change. Throws TicketError: ticket_value_invalid for an unknown problem,
 * ticket_step_refused for a move that is not in the table, ticket_requirement_missing naming what is missing.
 */
export function applyProblemChange(
  problems: readonly Problem[],
  change: ProblemChange,
  at: Date,
): readonly Problem[] {
  const { action, ...fields } = change;
  if (action === 'find') return [...problems, toFound(problems, fields, at)];
  const before = problems.find(({ id }) => id === change.id);
  if (before === undefined) throw new TicketError('ticket_value_invalid');
  const move = problemMoves[before.status][action];
  if (move === undefined) throw new TicketError('ticket_step_refused', { allowed: [] });
  const isEnd = move.to === 'closed' || move.to === 'dropped';
  const after: Problem = {
    ...(isOtherMeasure(before, fields) ? dropAmount(before) : before),
    ...fields,
    status: move.to,
    ...(isEnd && before.closedAt === undefined && { closedAt: at }),
  };
  const missing = (move.requires ?? []).filter((name) => isBlank(after, name));
  if (missing.length > 0) throw new TicketError('ticket_requirement_missing', { missing });
  return problems.map((problem) => (problem.id === before.id ? after : problem));
}

/** An amount belongs to its measure. */
function isOtherMeasure(before: Problem, { measure }: Pick<Partial<Problem>, 'measure'>): boolean {
  return measure !== undefined && measure !== before.measure;
}

function dropAmount({ amountFen: _, ...problem }: Problem): Problem {
  return problem;
}

function toFound(
  problems: readonly Problem[],
  { type, ...fields }: Omit<ProblemChange, 'action'>,
  at: Date,
): Problem {
  if (type === undefined || type.trim() === '') {
    throw new TicketError('ticket_requirement_missing', { missing: ['type'] });
  }
  if (problems.some(({ id }) => id === fields.id)) throw new TicketError('ticket_value_invalid');
  return { ...fields, type, status: 'found', foundAt: at };
}

function isBlank(problem: Problem, name: keyof ProblemChange): boolean {
  const value: unknown = Object.entries(problem).find(([field]) => field === name)?.[1];
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}
