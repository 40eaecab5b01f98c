import { type Actor, canUndo, type Ticket } from '../tickets/index.ts';

/** The tickets room closes the window this long before the notice leaves. */
const marginMs = 2000;

/** Until when this member of staff may undo the ticket's last step; undefined when they may not. */
export function findUndoUntil(
  ticket: Ticket,
  by: Actor,
  undoMs: number,
  now: Date,
): Date | undefined {
  const last = ticket.history.at(-1);
  if (last === undefined || !canUndo(ticket, by, now, undoMs)) return undefined;
  const leavesAtMs =
    last.told.kind === 'told' ? last.told.tellAt.getTime() : last.at.getTime() + undoMs;
  return new Date(leavesAtMs - marginMs);
}
