import type { OutboxStore } from '../stores.ts';

/** When a notice reached its person, by a channel or by the word of staff; undefined while it has not. */
export function createFindToldAt({ findMany }: Pick<OutboxStore, 'findMany'>) {
  return async function findToldAt(noticeId: string): Promise<Date | undefined> {
    const [row] = await findMany([noticeId]);
    if (row?.status === 'sent') return row.receipt?.at;
    // Whoever told it wrote down no other time on the row.
    return row?.status === 'told' ? row.dueAt : undefined;
  };
}
