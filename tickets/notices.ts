import { hasProjection } from './advance.ts';
import type { Procedure } from './procedure.ts';
import type { Step, Ticket, TicketKind, ToldPerson } from './ticket.ts';

/** Kinds that are spoken of in the same words share a family of notices. */
const families: Readonly<Record<TicketKind, string>> = {
  complaint: 'matter',
  enterprise_feedback: 'matter',
  lead: 'matter',
  consultation: 'consultation',
  suggestion: 'suggestion',
  coordination: 'coordination',
};

/** The i18n key of a notice to the reporter, such as `notice.matter.accepted`. */
export function toNoticeKey(kind: TicketKind, name: string): string {
  return `notice.${families[kind]}.${name}`;
}

/** Every notice key that tickets under these procedures can ever send. */
export function noticeKeys(procedures: readonly Procedure[]): readonly string[] {
  const keys = procedures.flatMap((procedure) =>
    procedure.kinds.flatMap((kind) => namesOf(procedure).map((name) => toNoticeKey(kind, name))),
  );
  return [...new Set(keys)].toSorted();
}

function namesOf({ transitions }: Procedure): readonly string[] {
  const moves = Object.values(transitions).flatMap((actions) => Object.values(actions));
  const names = moves.flatMap(({ notice }) => (notice === undefined ? [] : [notice]));
  if (names.length === 0) return [];
  const asksFirst = moves.some(({ confirm }) => confirm !== undefined);
  const isSorted = Object.values(transitions).some(({ sort }) => sort !== undefined);
  return [
    'opened',
    ...(asksFirst ? ['withdrawal_asked'] : []),
    ...(isSorted ? ['sorted'] : []),
    ...names,
  ];
}

/** One notice to be put into the outbox under `id`, which is the same at every call. */
export type DueNotice = ToldPerson & { readonly id: string; readonly seq: number };

/**
 * The notices that may leave by `now`, from `pendingFrom` on and in the order of the steps, and the line at which to
 * look again (undefined when all are out). A line may come up twice; its id does not change.
 */
export function listDueNotices(
  ticket: Ticket,
  now: Date,
): { readonly due: readonly DueNotice[]; readonly next: number | undefined } {
  const notices = listPendingLines(ticket).flatMap((step) => toNotices(ticket, step));
  const next = notices.find(({ tellAt }) => tellAt > now)?.seq;
  return { due: notices.filter(({ seq }) => next === undefined || seq < next), next };
}

/** When the relay should next look at the ticket; undefined when nothing is pending. Stores may index it. */
export function toPendingAt(ticket: Ticket): Date | undefined {
  const times = listPendingLines(ticket)
    .filter(hasProjection)
    .map((step) => toNotices(ticket, step)[0]?.tellAt ?? step.at);
  return times.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function listPendingLines(ticket: Ticket): readonly Step[] {
  const from = ticket.pendingFrom;
  return from === undefined ? [] : ticket.history.filter(({ seq }) => seq >= from);
}

function toNotices(ticket: Ticket, step: Step): readonly DueNotice[] {
  const told = step.told.kind === 'told' ? [step.told] : [];
  return [...told, ...(step.toldOthers ?? [])].map((notice) => ({
    ...notice,
    id: `${ticket.id}-${step.seq}-${notice.personId}`,
    seq: step.seq,
  }));
}
