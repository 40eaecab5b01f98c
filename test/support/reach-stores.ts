import type {
  Ledger,
  NewOutboxRow,
  OutboxRow,
  OutboxStore,
  ReachStore,
  TaskRows,
  TaskStore,
  StaffTask,
  TaskKind,
} from '../../bot/index.ts';

type Outbox = Pick<
  OutboxStore,
  | 'insert'
  | 'claim'
  | 'recordSent'
  | 'recordRetry'
  | 'hold'
  | 'recordFailed'
  | 'recordNudged'
  | 'releaseHeld'
  | 'listOpenFor'
>;

/** As much of the outbox as delivery needs, in memory, for many short stories. */
export function createMemoryOutbox() {
  const rows = new Map<string, OutboxRow>();
  /** Held rows that become due by themselves. */
  const heldUntil = new Set<string>();

  function settle(id: string, change: Partial<OutboxRow>): void {
    const row = rows.get(id);
    if (row?.status !== 'claimed') return;
    const { claim: _ended, ...rest } = row;
    rows.set(id, { ...rest, ...change });
  }

  const isOpen = ({ id, status }: OutboxRow) =>
    status === 'waiting' || status === 'claimed' || (status === 'held' && heldUntil.has(id));
  const store: Outbox & TaskRows = {
    async insert(added: readonly NewOutboxRow[]) {
      for (const row of added) {
        if (!rows.has(row.id)) rows.set(row.id, { ...row, status: 'waiting', attempts: 0 });
      }
    },
    async claim(id, owner, now, until, words) {
      const row = rows.get(id);
      const isFree =
        (row !== undefined && isOpen(row) && row.status !== 'claimed' && row.dueAt <= now) ||
        (row?.status === 'claimed' && (row.claim?.until ?? now) <= now);
      if (row === undefined || !isFree) return undefined;
      const claimed: OutboxRow = {
        ...row,
        status: 'claimed',
        words: row.words ?? words,
        attempts: row.attempts + 1,
        claim: { by: 'push', owner, until },
      };
      rows.set(id, claimed);
      return claimed;
    },
    async recordSent(id, receipt) {
      const row = rows.get(id);
      if (row === undefined) return;
      const { taskAt: _t, claim: _c, failure: _f, ...rest } = row;
      rows.set(id, { ...rest, status: 'sent', receipt });
    },
    recordRetry: async (id, failure, dueAt) => settle(id, { status: 'waiting', failure, dueAt }),
    async hold(id, failure, until) {
      settle(id, { status: 'held', failure, ...(until !== undefined && { dueAt: until }) });
      if (until === undefined) heldUntil.delete(id);
      else heldUntil.add(id);
    },
    recordFailed: async (id, failure) => settle(id, { status: 'failed', failure }),
    recordNudged: async (id, nudge) => settle(id, { status: 'held', failure: 'nudged', nudge }),
    async releaseHeld(_person, channel, now) {
      const held = [...rows.values()].filter(({ status }) => status === 'held');
      for (const row of held) rows.set(row.id, { ...row, status: 'waiting', channel, dueAt: now });
      return held.map(({ id }) => id);
    },
    async listOpenFor() {
      return [...rows.values()].filter(isOpen);
    },
    async listTaskDue(now) {
      return [...rows.values()].filter(({ taskAt }) => taskAt !== undefined && taskAt <= now);
    },
    async dropTask(id) {
      const { taskAt: _, ...row } = rows.get(id) ?? {};
      if ('id' in row) rows.set(id, row);
    },
    async recordTold(id) {
      const row = rows.get(id);
      if (row !== undefined && row.status !== 'sent') rows.set(id, { ...row, status: 'told' });
    },
    async findMany(ids) {
      return ids.flatMap((id) => rows.get(id) ?? []);
    },
  };
  return { store, rows };
}

/** Ledgers in memory; every account has sent `sentBefore` messages on every day. */
export function createMemoryReach(
  sentBefore = 0,
): ReachStore & { readonly countFull: () => number } {
  const ledgers = new Map<string, Ledger>();
  const days = new Map<string, number>();
  let full = 0;
  const read = (key: string) => days.get(key) ?? sentBefore;
  return {
    /** How often a day had nothing left. */
    countFull: () => full,
    find: async (personId) => ledgers.get(personId),
    async save(ledger) {
      if ((ledgers.get(ledger.personId)?.version ?? 0) !== ledger.version) return false;
      ledgers.set(ledger.personId, { ...ledger, version: ledger.version + 1 });
      return true;
    },
    async takeFromDay(channel, day, limit) {
      const key = `${channel} ${day}`;
      if (read(key) >= limit) {
        full += 1;
        return false;
      }
      days.set(key, read(key) + 1);
      return true;
    },
    async giveBackToDay(channel, day) {
      days.set(`${channel} ${day}`, read(`${channel} ${day}`) - 1);
    },
  };
}

const isOpenOf = ({ state, kind = 'tell' }: StaffTask, wanted: TaskKind): boolean =>
  state === 'open' && kind === wanted;

export function createMemoryTasks(): TaskStore {
  const tasks = new Map<string, StaffTask>();
  const list = (keep: (task: StaffTask) => boolean) => [...tasks.values()].filter(keep);
  return {
    async insert(task) {
      if (tasks.has(task.id)) return false;
      tasks.set(task.id, task);
      return true;
    },
    find: async (id) => tasks.get(id),
    async save(task) {
      if (tasks.get(task.id)?.version !== task.version) return undefined;
      const next = { ...task, version: task.version + 1 };
      tasks.set(task.id, next);
      return next;
    },
    listOpen: async () => list(({ state }) => state === 'open'),
    listOpenOf: async (kind, after, limit) =>
      list((task) => isOpenOf(task, kind) && task.id > after)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    countOpenOf: async (kind, accountId) =>
      list((task) => isOpenOf(task, kind) && task.accountId === accountId).length,
    listClosed: async () => list(({ state }) => state !== 'open'),
    listOverdue: async (kind, now) =>
      list(
        (task) =>
          isOpenOf(task, kind) &&
          task.dueAt !== undefined &&
          task.dueAt < now &&
          task.climbedAt === undefined,
      ),
    listOwing: async () => list(({ owesRow }) => owesRow === true),
    listForTicket: async (id) => list(({ ticketId }) => ticketId === id),
  };
}
