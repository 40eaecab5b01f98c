import type { Staff } from './caller.ts';
import type { AdminPorts } from './ports.ts';

const againMs = 15 * 60_000;
const maxNoted = 10_000;

/** Audits that a member of staff reads a conversation: before it is shown, not again within a quarter of an hour. */
export function createNoteReading({ audit, now }: Pick<AdminPorts, 'audit' | 'now'>) {
  const notedAt = new Map<string, number>();
  return async function noteReading({ accountId }: Staff, conversation: string): Promise<void> {
    const key = `${accountId} ${conversation}`;
    const at = now();
    if (at.getTime() - (notedAt.get(key) ?? 0) < againMs) return;
    await audit.record({ at, accountId, action: 'conversation.read', object: conversation });
    if (notedAt.size > maxNoted) notedAt.clear();
    notedAt.set(key, at.getTime());
  };
}
