import { canUndo, type Ticket } from '../tickets/index.ts';
import { type Staff, toActor } from './caller.ts';

/** The tickets room closes the window this long before the notice leaves. */
const marginMs = 2000;

/** How long this member of staff may still undo the ticket's last step; undefined when they may not. */
export function findUndoLeftMs(
  ticket: Ticket,
  caller: Staff,
  undoMs: number,
  now: Date,
): number | undefined {
  const asked = { by: toActor(caller), roles: caller.roles };
  const last = ticket.history.at(-1);
  if (last === undefined || !canUndo(ticket, asked, now, undoMs)) return undefined;
  const leavesAtMs =
    last.told.kind === 'told' ? last.told.tellAt.getTime() : last.at.getTime() + undoMs;
  return leavesAtMs - marginMs - now.getTime();
}
