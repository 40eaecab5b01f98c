import { beforeEach, describe, expect, test } from '@jest/globals';
import type { OutboxStore, UndeliveredList } from '../../bot/index.ts';
import { arrivedAt as now, buildOutboxRow } from '../support/build-message.ts';

const words = { text: '晚到的话' };
const receipt = { at: now, platformId: 'p-1', channel: 'web-chat' } as const;
const after = (ms: number) => new Date(now.getTime() + ms);
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

/** What every OutboxStore does. `create` gives an empty one for each test. */
export function itBehavesLikeAnOutboxStore(
  create: () => Promise<OutboxStore & UndeliveredList>,
): void {
  describe('an outbox store', () => {
    let store: OutboxStore & UndeliveredList;
    beforeEach(async () => {
      store = await create();
    });
    const find = async (id: string) => (await store.findMany([id]))[0];
    const claim = (id: string, owner = 'a', at = now) =>
      store.claim(id, owner, at, new Date(at.getTime() + 20_000), words);

    test('stores a row as waiting and gives it back unchanged', async () => {
      const row = buildOutboxRow({ ticketId: 't-1' });
      await store.insert([row]);
      expect(await find(row.id)).toEqual({ ...row, status: 'waiting', attempts: 0 });
    });

    test('leaves a row alone that is there already, and stores the others', async () => {
      const [known, fresh] = [buildOutboxRow(), buildOutboxRow()];
      await store.insert([known]);
      await store.insert([{ ...known, words: { text: 'changed' } }, fresh]);
      expect((await find(known.id))?.words).toEqual(known.words);
      expect(await find(fresh.id)).toBeDefined();
      await store.insert([]);
    });

    test('gives a due row to one of many who claim it, and counts the try', async () => {
      const row = buildOutboxRow();
      await store.insert([row]);
      const claims = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => claim(row.id, owner)));
      const won = claims.filter((claimed) => claimed !== undefined);
      expect(won).toHaveLength(1);
      expect(won[0]).toMatchObject({ status: 'claimed', attempts: 1, claim: { by: 'push' } });
      expect(won[0]?.words).toEqual(row.words);
    });

    test('keeps the words of the first claim for every later one', async () => {
      const { words: _none, ...row } = buildOutboxRow();
      await store.insert([row]);
      expect((await claim(row.id))?.words).toEqual(words);
      const again = await store.claim(row.id, 'b', after(20_000), after(40_000), { text: 'other' });
      expect(again).toMatchObject({ attempts: 2, words });
    });

    test('does not give a row before its time, nor one that is settled', async () => {
      const early = buildOutboxRow({ dueAt: after(1) });
      const [sent, held, failed] = [buildOutboxRow(), buildOutboxRow(), buildOutboxRow()];
      await store.insert([early, sent, held, failed]);
      expect(await claim(early.id)).toBeUndefined();
      for (const { id } of [sent, held, failed]) await claim(id);
      await store.recordSent(sent.id, receipt);
      await store.hold(held.id, 'window_closed');
      await store.recordFailed(failed.id, 'refused');
      for (const { id } of [sent, held, failed]) {
        expect(await claim(id, 'b', after(100_000))).toBeUndefined();
      }
      expect(await claim('none')).toBeUndefined();
    });

    test('takes a row in that is claimed already, until its claim runs out', async () => {
      const row = buildOutboxRow({ claim: { by: 'passive', owner: 'm-1', until: after(20_000) } });
      await store.insert([row]);
      expect(await find(row.id)).toMatchObject({ status: 'claimed', claim: row.claim });
      expect(await claim(row.id)).toBeUndefined();
      expect(await claim(row.id, 'a', after(20_000))).toMatchObject({ claim: { by: 'push' } });
    });

    test('records the receipt of what was sent', async () => {
      const row = buildOutboxRow();
      await store.insert([row]);
      await claim(row.id);
      await store.recordSent(row.id, receipt);
      expect(await find(row.id)).toMatchObject({ status: 'sent', receipt });
      expect(await store.listOpenFor('person-1', 10)).toEqual([]);
    });

    test('records many receipts at once', async () => {
      const rows = Array.from({ length: 60 }, () => buildOutboxRow());
      await store.insert(rows);
      await Promise.all(rows.map(({ id }) => store.recordSent(id, receipt)));
      const found = await store.findMany(idsOf(rows));
      expect(found.filter(({ status }) => status === 'sent')).toHaveLength(rows.length);
    });

    test('gives a row back for another try at its time', async () => {
      const row = buildOutboxRow();
      await store.insert([row]);
      await claim(row.id);
      await store.recordRetry(row.id, 'busy', after(1000));
      expect(await find(row.id)).toMatchObject({ status: 'waiting', failure: 'busy' });
      expect(await find(row.id)).not.toHaveProperty('claim');
      expect(await claim(row.id, 'b', after(999))).toBeUndefined();
      expect(await claim(row.id, 'b', after(1000))).toMatchObject({ attempts: 2 });
    });

    test('has what waits for a channel that was down tried at once when it is back', async () => {
      const [down, busy] = [buildOutboxRow(), buildOutboxRow()];
      await store.insert([down, busy]);
      for (const { id } of [down, busy]) await claim(id);
      await store.recordRetry(down.id, 'channel_down', after(300_000));
      await store.recordRetry(busy.id, 'busy', after(300_000));
      await store.releaseDown(after(1000));
      expect(await claim(down.id, 'b', after(1000))).toMatchObject({ attempts: 2 });
      expect(await claim(busy.id, 'b', after(1000))).toBeUndefined();
    });

    test('never turns a row that was sent back into one to send', async () => {
      const row = buildOutboxRow();
      await store.insert([row]);
      await claim(row.id);
      await store.recordSent(row.id, receipt);
      await store.recordRetry(row.id, 'busy', now);
      await store.hold(row.id, 'blocked');
      await store.recordFailed(row.id, 'refused');
      expect(await find(row.id)).toMatchObject({ status: 'sent' });
    });

    test('holds a row no longer than it is told to, and gives it out sooner at the next contact', async () => {
      const [waiting, released] = [buildOutboxRow(), buildOutboxRow()];
      await store.insert([waiting, released]);
      for (const { id } of [waiting, released]) {
        await claim(id);
        await store.hold(id, 'office_hours', after(60_000));
      }
      expect(await find(waiting.id)).toMatchObject({ status: 'held', dueAt: after(60_000) });
      expect(await claim(waiting.id, 'b', after(59_999))).toBeUndefined();
      expect(await claim(waiting.id, 'b', after(60_000))).toMatchObject({ attempts: 2 });
      expect(await store.releaseHeld('person-1', 'web-chat', after(5))).toEqual([released.id]);
      expect(await claim(released.id, 'b', after(5))).toBeDefined();
    });

    test('holds the words of a row whose number left, and says so', async () => {
      const row = buildOutboxRow();
      await store.insert([row]);
      await claim(row.id);
      const nudge = { ...receipt, channel: 'official-account', way: 'template' } as const;
      await store.recordNudged(row.id, nudge);
      expect(await find(row.id)).toMatchObject({ status: 'held', failure: 'nudged', nudge });
      await store.releaseHeld('person-1', 'web-chat', after(5));
      expect(await claim(row.id, 'b', after(5))).toMatchObject({ nudge });
    });

    test('releases what was held for a person, in order, to the channel they use now', async () => {
      const [second, first] = [buildOutboxRow({ createdAt: after(1) }), buildOutboxRow()];
      const other = buildOutboxRow({ personId: 'person-2' });
      await store.insert([second, first, other]);
      for (const { id } of [second, first, other]) {
        await claim(id);
        await store.hold(id, 'window_closed');
      }
      const released = await store.releaseHeld('person-1', 'official-account', after(5000));
      expect(released).toEqual([first.id, second.id]);
      expect(await find(first.id)).toMatchObject({
        status: 'waiting',
        channel: 'official-account',
        dueAt: after(5000),
      });
      expect(await find(other.id)).toMatchObject({ status: 'held' });
      expect(await store.releaseHeld('person-1', 'official-account', after(5000))).toEqual([]);
      expect(await claim(first.id, 'b', after(5000))).toBeDefined();
    });

    test('names the people with due rows, each once', async () => {
      const lost = buildOutboxRow({
        personId: 'person-3',
        claim: { by: 'passive', owner: 'm', until: after(10) },
      });
      await store.insert([
        buildOutboxRow(),
        buildOutboxRow(),
        buildOutboxRow({ personId: 'person-2', dueAt: after(10) }),
        lost,
      ]);
      expect(await store.listPeopleDue(now, 10)).toEqual(['person-1']);
      const everyone = await store.listPeopleDue(after(10), 10);
      expect(everyone.toSorted()).toEqual(['person-1', 'person-2', 'person-3']);
    });

    test('lists a person’s open rows, due or not, in order of creation', async () => {
      const [later, sooner] = [buildOutboxRow({ createdAt: after(1) }), buildOutboxRow()];
      const undue = buildOutboxRow({ createdAt: after(2), dueAt: after(30_000) });
      await store.insert([undue, later, sooner]);
      await claim(later.id);
      expect(idsOf(await store.listOpenFor('person-1', 10))).toEqual([
        sooner.id,
        later.id,
        undue.id,
      ]);
      expect(idsOf(await store.listOpenFor('person-1', 1))).toEqual([sooner.id]);
    });

    test('lists what did not arrive, newest first', async () => {
      const rows = [0, 1, 2, 3].map((ms) => buildOutboxRow({ createdAt: after(ms) }));
      await store.insert(rows);
      const [held, failed, retried, sent] = idsOf(rows);
      for (const id of idsOf(rows)) await claim(id);
      await store.hold(held ?? '', 'window_closed');
      await store.recordFailed(failed ?? '', 'refused');
      await store.recordRetry(retried ?? '', 'busy', now);
      await store.recordSent(sent ?? '', receipt);
      expect(idsOf(await store.listUndelivered(10))).toEqual([failed, held]);
    });

    test('hands secrets to who delivers, and to nobody who only looks', async () => {
      const row = buildOutboxRow({
        ticketId: 't-1',
        reply: { key: 'conversation.filed', secrets: { code: '7H3K-PLUM' } },
        words: { text: '查询码：7H3K-PLUM' },
      });
      await store.insert([row]);
      expect(await find(row.id)).toMatchObject({ reply: row.reply, words: row.words });
      expect((await store.listOpenFor('person-1', 1))[0]).toMatchObject({ reply: row.reply });
      expect(await claim(row.id)).toMatchObject({ reply: row.reply, words: row.words });
      const [shown] = await store.listForTicket('t-1');
      expect(shown?.id).toBe(row.id);
      expect(JSON.stringify(shown)).not.toContain('7H3K');
      await store.hold(row.id, 'blocked');
      expect(JSON.stringify(await store.listUndelivered(10))).not.toContain('7H3K');
    });
  });
}
