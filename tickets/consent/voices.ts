import type { TicketStore } from '../store.ts';
import type { Ticket } from '../ticket.ts';

/**
 * Everybody on whose words a matter may rest: the ticket that leads it, all that were merged into it, and all that were
 * merged into what it was split from. Found by the merged tickets, which lead, not by the line on the leading one.
 */
export async function listVoices(
  store: Pick<TicketStore, 'find' | 'listMerged'>,
  ticket: Ticket,
): Promise<readonly Ticket[]> {
  const leading = await findLeading(ticket);
  const voices = new Map([[leading.id, leading]]);
  const seen = new Set<string>();
  await gather(leading);
  return [...voices.values()];

  async function findLeading(found: Ticket): Promise<Ticket> {
    const next = found.mergedInto === undefined ? undefined : await store.find(found.mergedInto);
    return next === undefined ? found : findLeading(next);
  }

  async function gather({ id, splitFrom }: Ticket): Promise<void> {
    if (seen.has(id)) return;
    seen.add(id);
    for (const merged of await store.listMerged(id)) {
      voices.set(merged.id, merged);
      await gather(merged);
    }
    const source = splitFrom === undefined ? undefined : await store.find(splitFrom);
    if (source !== undefined) await gather(source);
  }
}
