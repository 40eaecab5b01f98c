import { type Actor, canUndo, type Ticket } from '../tickets/index.ts';

/** The tickets room closes the window this long before the notice leaves. */
const marginMs = 2000;

/** How long this member of staff may still undo the ticket's last step; undefined when they may not. */
export function findUndoLeftMs(
  ticket: Ticket,
  by: Actor,
  undoMs: number,
  now: Date,
): number | undefined {
  const last = ticket.history.at(-1);
  if (last === undefined || !canUndo(ticket, by, now, undoMs)) return undefined;
  const leavesAtMs =
    last.told.kind === 'told' ? last.told.tellAt.getTime() : last.at.getTime() + undoMs;
  return leavesAtMs - marginMs - now.getTime();
}
