import type { StaffTask } from '../../bot/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff, type Staff } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { canMoveTickets, canReadTickets, canReveal } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { canRevealFor, presentLedger, presentTask, type TaskFile } from './tasks.present.ts';
import {
  AttemptSchema,
  TaskIdSchema,
  TaskListSchema,
  TaskResultSchema,
  TicketReachSchema,
} from './tasks.schema.ts';
import { ContactSchema, RevealSchema, TicketNumberSchema } from './ticket.schema.ts';

const mostListed = 200;
const mostClosed = 50;

/** Notices that no channel took: what staff tell by telephone or letter, and how a ticket's person can be reached. */
export function createTaskRoutes(ports: AdminPorts): readonly Route[] {
  const { reach, duty, people, audit, render, now } = ports;
  const access = createTicketAccess(ports);

  /** Lays words and ticket beside each task that the caller may see. */
  async function openFiles(
    tasks: readonly StaffTask[],
    caller: Staff,
  ): Promise<readonly TaskFile[]> {
    const rows = await reach.findRows(tasks.flatMap(({ outboxId }) => outboxId ?? []));
    const seen = await access.findMany(
      caller,
      tasks.flatMap(({ ticketId }) => ticketId ?? []),
    );
    const names = await listNames(ports.accounts);
    const asOf = now();
    return tasks.filter(isShown).map((task) => ({
      task,
      caller,
      names,
      asOf,
      row: rows.find(({ id }) => id === task.outboxId),
      ticket: seen.get(task.ticketId ?? ''),
    }));

    function isShown({ ticketId }: StaffTask): boolean {
      return ticketId === undefined || seen.has(ticketId);
    }
  }

  /** The person who is to be rung; for an officer on duty, the number in the roster. */
  async function findNumber({ kind, personId, accountId = '' }: StaffTask) {
    if (kind !== 'call_officer') return personId === undefined ? undefined : people.find(personId);
    const shift = (await duty.listOnDuty(now())).find((other) => other.accountId === accountId);
    return { name: (await listNames(ports.accounts)).get(accountId), phone: shift?.phone };
  }

  /** Throws `not_found`, also for a task of a ticket that the caller does not see. */
  async function findTask(id: string, caller: Staff): Promise<TaskFile> {
    const task = await reach.tasks.find(id);
    const [file] = task === undefined ? [] : await openFiles([task], caller);
    if (file === undefined) throw new HttpError('not_found');
    return file;
  }

  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/tasks',
      summary: 'Notices to be told by telephone or letter, and those told lately',
      audience: 'staff',
      policy: canReadTickets,
      response: TaskListSchema,
      async handle({ caller }) {
        const staff = expectStaff(caller);
        const [open, closed] = await Promise.all([
          reach.tasks.listOpen(mostListed),
          reach.tasks.listClosed(mostClosed),
        ]);
        return { open: await openFiles(open, staff), closed: await openFiles(closed, staff) };
      },
      present: ({ open, closed }) => ({
        open: open.map((file) => presentTask(file, render)),
        closed: closed.map((file) => presentTask(file, render)),
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/admin/tasks/:id/attempts',
      summary: 'Write down a try to tell the person',
      audience: 'staff',
      policy: canMoveTickets,
      params: TaskIdSchema,
      body: AttemptSchema,
      response: TaskResultSchema,
      async handle({ params, body, caller }) {
        const staff = expectStaff(caller);
        await findTask(params.id, staff);
        const { accountId, name } = staff;
        const { outcome, note, version } = body;
        const tried = await reach.recordAttempt(params.id, version, {
          at: now(),
          by: { accountId, name },
          outcome,
          ...(note && { note }),
        });
        if (tried === undefined) throw new HttpError('version_conflict');
        const action = `task.${outcome}`;
        await audit.record({ at: now(), accountId, action, object: params.id });
        const [file] = await openFiles([tried], staff);
        if (file === undefined) throw new Error('a task without its file');
        return file;
      },
      present: (file) => presentTask(file, render),
    }),
    defineRoute({
      method: 'post',
      path: '/api/admin/tasks/:id/reveal',
      summary: 'Open the number that a task is to ring; audited before it happens',
      audience: 'staff',
      policy: canReveal,
      params: TaskIdSchema,
      body: RevealSchema,
      response: ContactSchema,
      async handle({ params, body, caller }) {
        const staff = expectStaff(caller);
        const { task, ticket } = await findTask(params.id, staff);
        if (!canRevealFor({ task, ticket, caller: staff })) throw new HttpError('not_permitted');
        const { accountId } = staff;
        const { reason } = body;
        await audit.record({
          at: now(),
          accountId,
          action: 'task.reveal',
          object: task.id,
          reason,
        });
        return findNumber(task);
      },
      present: (contact) => ({ name: contact?.name, phone: contact?.phone }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/admin/tickets/:number/reach',
      summary: 'How the person of a ticket can be reached, and what staff tell',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      response: TicketReachSchema,
      async handle({ params, caller }) {
        const { id, personId } = await access.load(caller, params.number);
        const [ledger, tasks] = await Promise.all([
          personId === undefined ? undefined : reach.find(personId),
          reach.tasks.listForTicket(id),
        ]);
        return { ledger, files: await openFiles(tasks, expectStaff(caller)) };
      },
      present: ({ ledger, files }) => ({
        channels: presentLedger(ledger, now()),
        tasks: files.map((file) => presentTask(file, render)),
      }),
    }),
  ];
}
