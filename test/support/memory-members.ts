import type { MemberTie } from '../../people/index.ts';
import type { HandlerPorts } from '../../handlers/index.ts';

/** What lists of members stand on, in maps that a test can look at. */
export function createMemoryMembers() {
  const ties = new Map<string, MemberTie>();
  const lists = new Map<string, string>();
  const sheets = new Map<string, readonly (readonly string[])[]>();
  const assigned = new Map<string, string>();
  const members: NonNullable<HandlerPorts['members']> = {
    lists: {
      find: async (id) => lists.get(id),
      save: async (id, _, text) => void lists.set(id, text),
      remove: async (id) => void lists.delete(id),
    },
    ties: {
      async insert(tie) {
        if (!ties.has(tie.ticketId)) ties.set(tie.ticketId, tie);
      },
      find: async (id) => ties.get(id),
      findByCode: async (hash) => [...ties.values()].find(({ codeHash }) => codeHash === hash),
      async settle(id, state, decidedBy) {
        const tie = ties.get(id);
        if (tie?.state !== 'waiting') return false;
        ties.set(id, { ...tie, state, decidedBy });
        return true;
      },
    },
    codes: {
      deriveReceiptCode: (id) => `CODE-${id}`,
      hashReceiptCode: (code) => `hash of ${code}`,
    },
    readSheet: async (id) => sheets.get(id),
    assign: async (ticketId, ids) => ids.forEach((id) => assigned.set(id, ticketId)),
  };
  return { members, ties, lists, sheets, assigned };
}
