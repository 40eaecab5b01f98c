import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TicketQuery, TicketStore } from '../../tickets/index.ts';
import { itKeepsBounds } from './ticket-bounds.ts';
import { buildFullTicket, buildStep, buildTicket, clerk } from '../support/build-ticket.ts';

const everything: TicketQuery = { page: 1, pageSize: 50, order: 'oldest' };

/** What every TicketStore does. `create` gives an empty one for each test. */
export function itBehavesLikeATicketStore(create: () => Promise<TicketStore>): void {
  describe('a ticket store', () => {
    let store: TicketStore;
    beforeEach(async () => {
      store = await create();
    });

    itKeepsBounds(() => store);

    test('gives back a ticket with every field as it was stored', async () => {
      const ticket = buildFullTicket();
      expect(await store.insert(ticket)).toEqual({ kind: 'stored' });
      expect(await store.find(ticket.id)).toEqual(ticket);
    });

    test('adds no field to a ticket that has only what it must', async () => {
      const ticket = buildTicket();
      await store.insert(ticket);
      expect(await store.find(ticket.id)).toEqual(ticket);
    });

    test('finds a ticket by its number and by the hash of its receipt code', async () => {
      const ticket = buildTicket({ receiptHash: 'hash of a code' });
      await store.insert(ticket);
      await store.insert(buildTicket());
      expect(await store.findByNumber(ticket.number)).toEqual(ticket);
      expect(await store.findByReceiptHash('hash of a code')).toEqual(ticket);
    });

    test('answers undefined for what is not there', async () => {
      await store.insert(buildTicket());
      expect(await store.find('t-none')).toBeUndefined();
      expect(await store.findByNumber('2600000000')).toBeUndefined();
      expect(await store.findByReceiptHash('no such hash')).toBeUndefined();
    });

    test('answers a replay with the ticket first stored', async () => {
      const ticket = buildTicket();
      await store.insert(ticket);
      const replay = { ...ticket, number: '9999999999', facts: { story: '另一个说法' } };
      expect(await store.insert(replay)).toEqual({ kind: 'replay', ticket });
      expect(await store.findByNumber('9999999999')).toBeUndefined();
    });

    test('says that a number is taken and stores nothing', async () => {
      const ticket = buildTicket();
      await store.insert(ticket);
      const other = buildTicket({ number: ticket.number });
      expect(await store.insert(other)).toEqual({ kind: 'number_taken' });
      expect(await store.find(other.id)).toBeUndefined();
    });

    test('stores one of many inserts under one id and answers the others with it', async () => {
      const ticket = buildTicket();
      const results = await Promise.all(
        Array.from({ length: 8 }, async () => store.insert(ticket)),
      );
      expect(results.filter(({ kind }) => kind === 'stored')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'replay')).toHaveLength(7);
    });

    test('saves a change under the next version', async () => {
      const ticket = buildTicket();
      await store.insert(ticket);
      const changed = { ...ticket, assigneeId: clerk.accountId };
      expect(await store.save(changed)).toEqual({ ...changed, version: 2 });
      expect(await store.find(ticket.id)).toEqual({ ...changed, version: 2 });
    });

    test('drops a field that the change no longer has', async () => {
      const ticket = buildFullTicket();
      await store.insert(ticket);
      const { dueAt: _due, paused: _paused, pendingFrom: _pending, ...rest } = ticket;
      await store.save(rest);
      expect(await store.find(ticket.id)).toEqual({ ...rest, version: 2 });
    });

    test('refuses a change made on an older version and names the current one', async () => {
      const ticket = buildTicket();
      await store.insert(ticket);
      await store.save(ticket);
      await expect(store.save({ ...ticket, assigneeId: clerk.accountId })).rejects.toMatchObject({
        code: 'ticket_version_conflict',
        currentVersion: 2,
      });
      expect((await store.find(ticket.id))?.assigneeId).toBeUndefined();
    });

    test('lets exactly one of two changes on the same version through', async () => {
      const ticket = buildTicket();
      await store.insert(ticket);
      const results = await Promise.allSettled([store.save(ticket), store.save(ticket)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test('lists by kind, status, area, owner and reporter', async () => {
      const wanted = buildTicket({
        kind: 'consultation',
        status: 'assigned',
        area: '330802',
        assigneeId: 'account-7',
        personId: 'person-7',
      });
      await store.insert(wanted);
      await store.insert(buildTicket());
      const filters: readonly Partial<TicketQuery>[] = [
        { kind: 'consultation' },
        { status: 'assigned' },
        { area: '330802' },
        { assigneeId: 'account-7' },
        { personId: 'person-7' },
      ];
      for (const filter of filters) {
        const { items, total } = await store.list({ ...everything, ...filter });
        expect({ filter, ids: items.map(({ id }) => id), total }).toEqual({
          filter,
          ids: [wanted.id],
          total: 1,
        });
      }
    });

    test('tells open tickets from ended ones', async () => {
      const open = buildTicket({ status: 'verification' });
      const ended = buildTicket({ status: 'not_accepted' });
      await store.insert(open);
      await store.insert(ended);
      const list = async (isOpen: boolean) =>
        (await store.list({ ...everything, open: isOpen })).items.map(({ id }) => id);
      expect(await list(true)).toEqual([open.id]);
      expect(await list(false)).toEqual([ended.id]);
    });

    test('finds by exact number and by words of the facts', async () => {
      const wanted = buildTicket({ facts: { story: '城管扣押了三轮车' } });
      await store.insert(wanted);
      await store.insert(buildTicket({ facts: { story: '检查太频繁' } }));
      const search = async (query: string) =>
        (await store.list({ ...everything, query })).items.map(({ id }) => id);
      expect(await search(wanted.number)).toEqual([wanted.id]);
      expect(await search('扣押')).toEqual([wanted.id]);
      expect(await search('不存在的词')).toEqual([]);
    });

    test('pages in the order asked for and counts all', async () => {
      const dates = ['2026-03-05', '2026-03-03', '2026-03-04'];
      const tickets = dates.map((day) =>
        buildTicket({
          createdAt: new Date(`${day}T02:00:00.000Z`),
          dueAt: new Date(`2026-04-${day.slice(-2)}T15:59:59.999Z`),
        }),
      );
      for (const ticket of tickets) await store.insert(ticket);
      const [third, first, second] = tickets.map(({ id }) => id);
      expect(await listPage(store, 'oldest', 1)).toEqual({ ids: [first, second], total: 3 });
      expect(await listPage(store, 'oldest', 2)).toEqual({ ids: [third], total: 3 });
      expect(await listPage(store, 'newest', 1)).toEqual({ ids: [third, second], total: 3 });
      expect(await listPage(store, 'due', 1)).toEqual({ ids: [first, second], total: 3 });
    });

    test('puts what cannot wait first in every order, as long as it is open', async () => {
      const urgent = { reason: 'life', since: new Date('2026-03-04T02:00:00.000Z') } as const;
      const [old, grave, over, young] = [
        buildTicket({ createdAt: new Date('2026-03-03T02:00:00.000Z') }),
        buildTicket({ createdAt: new Date('2026-03-04T02:00:00.000Z'), urgent }),
        buildTicket({ createdAt: new Date('2026-03-04T03:00:00.000Z'), urgent, status: 'closed' }),
        buildTicket({ createdAt: new Date('2026-03-05T02:00:00.000Z') }),
      ];
      for (const ticket of [old, grave, over, young]) await store.insert(ticket);
      expect(await listUrgentFirst(store, 'oldest')).toEqual(
        [grave, old, over, young].map(({ id }) => id),
      );
      expect(await listUrgentFirst(store, 'newest')).toEqual(
        [grave, young, over, old].map(({ id }) => id),
      );
      expect((await listUrgentFirst(store, 'due'))[0]).toBe(grave.id);
    });

    test('lists tickets whose notice may leave, and not before its time', async () => {
      const tellAt = new Date('2026-03-02T02:00:30.000Z');
      const told = { kind: 'told', noticeKey: 'notice.matter.accepted', values: {} } as const;
      const waiting = buildTicket({
        pendingFrom: 2,
        history: [
          buildStep(),
          buildStep({ seq: 2, told: { ...told, personId: 'person-1', tellAt } }),
        ],
      });
      await store.insert(waiting);
      await store.insert(buildTicket());
      expect(await store.listPending(new Date(tellAt.getTime() - 1), 10)).toEqual([]);
      expect(await store.listPending(tellAt, 10)).toEqual([waiting.id]);
    });

    test('lists what was merged into a ticket, and nothing else', async () => {
      const merged = buildTicket({ status: 'merged', mergedInto: 't-the-leading' });
      for (const one of [merged, buildTicket(), buildTicket({ mergedInto: 't-other' })]) {
        await store.insert(one);
      }
      expect(await store.listMerged('t-the-leading')).toEqual([merged]);
    });

    test('moves and clears what is pending without touching the version', async () => {
      const ticket = buildTicket({ pendingFrom: 1 });
      await store.insert(ticket);
      expect(await store.movePending(ticket.id, 1, 3)).toBe(true);
      expect(await store.find(ticket.id)).toEqual({ ...ticket, pendingFrom: 3 });
      expect(await store.movePending(ticket.id, 1, undefined)).toBe(true);
      const { pendingFrom: _, ...cleared } = ticket;
      expect(await store.find(ticket.id)).toEqual(cleared);
    });

    test('leaves what is pending alone when a newer step came between', async () => {
      const ticket = buildTicket({ pendingFrom: 1 });
      await store.insert(ticket);
      await store.save(ticket);
      expect(await store.movePending(ticket.id, 1, undefined)).toBe(false);
      expect((await store.find(ticket.id))?.pendingFrom).toBe(1);
    });
  });
}

async function listUrgentFirst(store: TicketStore, order: TicketQuery['order']) {
  const { items } = await store.list({ page: 1, pageSize: 9, order, urgentFirst: true });
  return items.map(({ id }) => id);
}

async function listPage(store: TicketStore, order: TicketQuery['order'], page: number) {
  const { items, total } = await store.list({ page, pageSize: 2, order });
  return { ids: items.map(({ id }) => id), total };
}
