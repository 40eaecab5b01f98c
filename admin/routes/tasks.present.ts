import {
  channelNames,
  countLeft,
  type ChannelLedger,
  type ChannelName,
  type Ledger,
  type OutboxRow,
  type Render,
  type StaffTask,
} from '../../bot/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import type { Staff } from '../caller.ts';
import { maskCodes } from '../mask.ts';
import { canReveal, hasRevealableReporter } from '../policies.ts';
import { presentWords } from './messages.present.ts';
import type { ChannelReach, TaskView } from './tasks.schema.ts';

/** A task with the row whose words are to be said and the ticket that it belongs to. */
export type TaskFile = {
  readonly task: StaffTask;
  readonly row: OutboxRow | undefined;
  readonly ticket: Ticket | undefined;
  readonly caller: Staff;
  readonly names: ReadonlyMap<string, string>;
  readonly asOf: Date;
};

/** The task as staff see it: the words, never who the person is. */
export function presentTask(file: TaskFile, render: Render): TaskView {
  const { task, row, names, asOf, ticket } = file;
  const { kind = 'tell', dueAt, accountId = '' } = task;
  const colleague = names.get(accountId);
  return {
    id: task.id,
    version: task.version,
    state: task.state,
    words: row === undefined ? '' : presentWords(row, render),
    since: (row?.createdAt ?? task.createdAt).toISOString(),
    canReveal: canRevealFor(file),
    kind,
    isOverdue: kind === 'answer_urge' && dueAt !== undefined && dueAt < asOf,
    ...(colleague !== undefined && { colleague }),
    ...(dueAt !== undefined && { dueAt: dueAt.toISOString() }),
    attempts: task.attempts.map(({ at, by, outcome, note }) => ({
      at: at.toISOString(),
      by: by.name,
      outcome,
      ...(note !== undefined && { note: maskCodes(note) }),
    })),
    ...(ticket !== undefined && { ticketNumber: ticket.number }),
    ...(row?.failure !== undefined && { failure: row.failure }),
  };
}

/** Whoever asked for a call gave a number for it; else the ticket's own person alone, for co-reporters have their own. */
export function canRevealFor({
  task,
  ticket,
  caller,
}: Omit<TaskFile, 'row' | 'names' | 'asOf'>): boolean {
  if (!canReveal(caller)) return false;
  const { kind = 'tell', personId } = task;
  if (kind === 'call_back' || kind === 'call_officer') return true;
  return (
    kind === 'tell' &&
    ticket !== undefined &&
    ticket.personId === personId &&
    hasRevealableReporter(ticket)
  );
}

/** What each channel allows now, in plain figures. */
export function presentLedger(ledger: Ledger | undefined, now: Date): ChannelReach[] {
  return channelNames.flatMap((channel) => {
    const own = ledger?.channels[channel];
    return own === undefined ? [] : [presentChannel(channel, own, now)];
  });
}

function presentChannel(channel: ChannelName, own: ChannelLedger, now: Date): ChannelReach {
  const { window, lastSent, lastFailure, leftAt } = own;
  const left = countLeft(window, now);
  const isOpen = window !== undefined && (left ?? 0) > 0;
  return {
    channel,
    state: leftAt === undefined ? toState(own, isOpen) : 'left',
    credits: Object.values(own.credits).reduce((sum, count) => sum + count, 0),
    ...(isOpen && leftAt === undefined && { until: window.until.toISOString(), left: left ?? 0 }),
    ...(lastSent && { lastSent: { at: lastSent.at.toISOString(), way: lastSent.way } }),
    ...(lastFailure && { lastFailure: { ...lastFailure, at: lastFailure.at.toISOString() } }),
  };
}

function toState({ window, contactAt }: ChannelLedger, isOpen: boolean): ChannelReach['state'] {
  if (window !== undefined) return isOpen ? 'open' : 'closed';
  // Channels without windows take messages from whoever was heard there.
  return contactAt === undefined ? 'unknown' : 'open';
}
