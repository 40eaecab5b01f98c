import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  createLedger,
  emptyChannelLedger,
  type Ledger,
  type ReachStore,
  type TaskStore,
  type StaffTask,
} from '../../bot/index.ts';

const at = new Date('2026-03-02T02:00:00.000Z');

function buildLedger(): Ledger {
  return {
    ...createLedger('p-1'),
    channels: {
      'official-account': {
        ...emptyChannelLedger,
        contactAt: at,
        window: { opener: 'message', openedBy: 'm', openedAt: at, until: at, sends: 5, used: 1 },
        reservations: [{ id: 'r', at, count: 1 }],
        credits: { 'T-1': 2 },
        consentedBy: ['e'],
        lastFailure: { at, way: 'message', code: 'busy' },
      },
    },
  };
}

/** What every ReachStore does. `create` gives an empty one for each test. */
export function itBehavesLikeAReachStore(create: () => Promise<ReachStore>): void {
  describe('a store of ledgers', () => {
    let store: ReachStore;
    beforeEach(async () => {
      store = await create();
    });

    test('gives back what was saved, and nothing for whom nothing was', async () => {
      const ledger = buildLedger();
      expect(await store.save(ledger)).toBe(true);
      expect(await store.find('p-1')).toEqual({ ...ledger, version: 1 });
      expect(await store.find('p-2')).toBeUndefined();
    });

    test('lets one of several writers of a version through', async () => {
      const first = await Promise.all([1, 2, 3].map(() => store.save(buildLedger())));
      expect(first.filter(Boolean)).toHaveLength(1);
      const next = { ...buildLedger(), version: 1 };
      const second = await Promise.all([1, 2, 3].map(() => store.save(next)));
      expect(second.filter(Boolean)).toHaveLength(1);
      expect(await store.save(next)).toBe(false);
    });

    test('takes no more from a day than its limit, given back ones once more', async () => {
      const take = () => store.takeFromDay('official-account', '2026-03-02', 3);
      const taken = await Promise.all([1, 2, 3, 4, 5, 6].map(take));
      expect(taken.filter(Boolean)).toHaveLength(3);
      await store.giveBackToDay('official-account', '2026-03-02');
      expect([await take(), await take()]).toEqual([true, false]);
      expect(await store.takeFromDay('official-account', '2026-03-03', 3)).toBe(true);
    });
  });
}

const idsOf = (tasks: readonly StaffTask[]) => tasks.map(({ id }) => id);

function buildTask(id: string, fields: Partial<StaffTask> = {}): StaffTask {
  return {
    id: `task-${id}`,
    version: 1,
    outboxId: id,
    personId: 'p-1',
    ticketId: 't-1',
    state: 'open',
    attempts: [],
    createdAt: at,
    ...fields,
  };
}

/** What every TaskStore does. `create` gives an empty one for each test. */
export function itBehavesLikeATaskStore(create: () => Promise<TaskStore>): void {
  describe('a store of tasks', () => {
    let store: TaskStore;
    beforeEach(async () => {
      store = await create();
    });

    test('keeps a task once, as it was first given', async () => {
      expect(await store.insert(buildTask('a'))).toBe(true);
      expect(await store.insert(buildTask('a', { ticketId: 't-2' }))).toBe(false);
      expect(await store.find('task-a')).toEqual(buildTask('a'));
      expect(await store.listForTicket('t-1')).toHaveLength(1);
    });

    test('lists open, closed and owing ones apart, and lets one writer of a version through', async () => {
      await store.insert(buildTask('a'));
      await store.insert(buildTask('b', { createdAt: new Date(at.getTime() + 1) }));
      const by = { accountId: 'x', name: '值班员' };
      const told: StaffTask = {
        ...buildTask('a'),
        state: 'reached',
        closedAt: at,
        owesRow: true,
        attempts: [{ at, by, outcome: 'reached' }],
      };
      expect(await store.save(told)).toEqual({ ...told, version: 2 });
      expect(await store.save(told)).toBeUndefined();
      expect(idsOf(await store.listOpen(10))).toEqual(['task-b']);
      expect(idsOf(await store.listClosed(10))).toEqual(['task-a']);
      expect(await store.listOwing(10)).toEqual([{ ...told, version: 2 }]);
    });

    test('pages through the open ones of one kind, however many others are older', async () => {
      const urge = { kind: 'answer_urge', accountId: 'x', dueAt: at } as const;
      for (const id of ['a', 'b']) await store.insert(buildTask(id));
      for (const id of ['c', 'd', 'e']) await store.insert(buildTask(id, urge));
      await store.insert(buildTask('f', { ...urge, accountId: 'y' }));
      await store.insert(buildTask('g', { ...urge, state: 'settled', closedAt: at }));
      const [first, next] = [
        await store.listOpenOf('answer_urge', '', 2),
        await store.listOpenOf('answer_urge', 'task-d', 2),
      ];
      expect([...idsOf(first), '|', ...idsOf(next)].join(' ')).toBe(
        'task-c task-d | task-e task-f',
      );
      expect(idsOf(await store.listOpenOf('tell', '', 10))).toEqual(['task-a', 'task-b']);
      expect(await store.countOpenOf('answer_urge', 'x')).toBe(3);
      const after = new Date(at.getTime() + 1);
      expect(idsOf(await store.listOverdue('answer_urge', after, 10))).toHaveLength(4);
      expect(await store.listOverdue('tell', after, 10)).toEqual([]);
    });
  });
}
