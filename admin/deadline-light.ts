import type { Ticket } from '../tickets/index.ts';
import type { Light } from './routes/tickets.schema.ts';

/** From this long before the date on a ticket is yellow. */
const yellowBeforeMs = 48 * 60 * 60 * 1000;

/** How near the running date is; undefined when none runs. */
export function toLight({ dueAt }: Pick<Ticket, 'dueAt'>, now: Date): Light | undefined {
  if (dueAt === undefined) return undefined;
  const leftMs = dueAt.getTime() - now.getTime();
  if (leftMs <= 0) return 'red';
  return leftMs <= yellowBeforeMs ? 'yellow' : 'green';
}
