import { loadTicket, type Step, type Ticket, TicketError } from '../tickets/index.ts';
import { listNames } from './dossier.ts';
import type { AdminPorts } from './ports.ts';

/** One field that a colleague's step wrote; its new value where that is a name or a state, never somebody's words. */
type ChangedField = { readonly name: string; readonly value?: string };

const namedValues = ['area', 'kind', 'openness', 'urgency'] as const;

/**
 * Awaits a write made on a version that the caller saw. A conflict rises with what happened since: who, when, which
 * action and which fields; any other error as it is.
 */
export function createExplainConflict({
  ticketing,
  accounts,
}: Pick<AdminPorts, 'ticketing' | 'accounts'>) {
  return async function explainConflict(
    writing: Promise<Ticket>,
    { number, version }: { readonly number: string; readonly version: number },
  ): Promise<Ticket> {
    try {
      return await writing;
    } catch (error) {
      if (!isConflict(error)) throw error;
      const [ticket, names] = await Promise.all([
        loadTicket(ticketing.store, number),
        listNames(accounts),
      ]);
      const conflict = new TicketError('ticket_version_conflict', {
        currentVersion: ticket.version,
      });
      throw Object.assign(conflict, { changed: listChanges(ticket, version, names) });
    }
  };
}

/** The last steps, one for each version that the caller has not seen. */
function listChanges(ticket: Ticket, seenVersion: number, names: ReadonlyMap<string, string>) {
  return ticket.history.slice(-Math.max(1, ticket.version - seenVersion)).map((step) => ({
    action: step.action,
    at: step.at.toISOString(),
    by: step.by.kind === 'staff' ? step.by.name : step.by.kind,
    fields: listFields(step, names),
  }));
}

function listFields(step: Step, names: ReadonlyMap<string, string>): readonly ChangedField[] {
  const { from, to, clock, problem, reason, values = {} } = step;
  const { assigneeId } = values;
  const assignee = names.get(assigneeId ?? '');
  return [
    ...(from !== undefined && from !== to ? [{ name: 'status', value: to }] : []),
    ...(clock === undefined ? [] : [{ name: 'due' }]),
    ...(assigneeId === undefined
      ? []
      : [{ name: 'assignee', ...(assignee !== undefined && { value: assignee }) }]),
    ...namedValues.flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [{ name, value }];
    }),
    ...(values['text'] === undefined && values['words'] === undefined ? [] : [{ name: 'text' }]),
    ...(reason === undefined ? [] : [{ name: 'reason' }]),
    ...(problem === undefined ? [] : listProblemFields(problem)),
  ];
}

function listProblemFields({
  id,
  action,
  ...fields
}: NonNullable<Step['problem']>): readonly ChangedField[] {
  return [
    { name: 'problem', value: id.slice(id.lastIndexOf('-p') + 2) },
    { name: 'problem_action', value: action },
    ...Object.keys(fields).map((name) => ({ name: `problem_${name}` })),
  ];
}

function isConflict(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ticket_version_conflict'
  );
}
