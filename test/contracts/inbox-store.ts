import { beforeEach, describe, expect, test } from '@jest/globals';
import type { InboxStore } from '../../bot/index.ts';
import { arrivedAt, buildReceived } from '../support/build-message.ts';

const after = (ms: number) => new Date(arrivedAt.getTime() + ms);
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

/** What every InboxStore does. `create` gives an empty one for each test. */
export function itBehavesLikeAnInboxStore(create: () => Promise<InboxStore>): void {
  describe('an inbox store', () => {
    let store: InboxStore;
    beforeEach(async () => {
      store = await create();
    });

    test('stores a message as waiting and gives it back unchanged', async () => {
      const message = buildReceived({
        content: { kind: 'location', latitude: 33.1, longitude: 119, label: '人民路' },
      });
      const row = { ...message, status: 'waiting', attempts: 0 };
      expect(await store.insert(message)).toEqual({ isNew: true, row });
      expect(await store.find(message.id)).toEqual(row);
    });

    test('answers undefined for a message that never came', async () => {
      expect(await store.find('none')).toBeUndefined();
    });

    test('answers a repeat with the row first stored, also long after', async () => {
      const first = buildReceived();
      await store.insert(first);
      await store.finish(first.id);
      const repeat = { ...first, content: { kind: 'text', text: 'another' } as const };
      const { isNew, row } = await store.insert(repeat);
      expect(isNew).toBe(false);
      expect(row).toEqual({ ...first, status: 'done', attempts: 0 });
    });

    test('of many parallel inserts takes each message once', async () => {
      const messages = Array.from({ length: 200 }, () => buildReceived());
      const twice = [...messages, ...messages.toReversed()];
      const results = await Promise.all(twice.map((message) => store.insert(message)));
      expect(results.filter(({ isNew }) => isNew)).toHaveLength(messages.length);
      expect(results.map(({ row }) => row.id)).toEqual(idsOf(twice));
      expect(await store.countWaiting()).toBe(messages.length);
    });

    test('lists a person’s waiting rows in order of arrival', async () => {
      const late = buildReceived({ arrivedAt: after(5) });
      const sameMoment = Array.from({ length: 12 }, () => buildReceived());
      await store.insert(late);
      for (const message of sameMoment) await store.insert(message);
      await store.insert(buildReceived({ personId: 'person-2' }));
      const expected = [...idsOf(sameMoment), late.id];
      expect(idsOf(await store.listWaiting('person-1', 50))).toEqual(expected);
      expect(idsOf(await store.listWaiting('person-1', 3))).toEqual(expected.slice(0, 3));
    });

    test('leaves finished and parked rows out of what waits', async () => {
      const [done, parked, waiting] = [buildReceived(), buildReceived(), buildReceived()];
      for (const message of [done, parked, waiting]) await store.insert(message);
      await store.finish(done.id);
      await store.park(parked.id);
      expect(idsOf(await store.listWaiting('person-1', 50))).toEqual([waiting.id]);
      expect(await store.countWaiting()).toBe(1);
    });

    test('counts failed tries and keeps the last reason', async () => {
      const message = buildReceived();
      await store.insert(message);
      expect(await store.recordFailure(message.id, 'TypeError')).toBe(1);
      expect(await store.recordFailure(message.id, 'key_unknown')).toBe(2);
      expect(await store.find(message.id)).toMatchObject({ attempts: 2, failure: 'key_unknown' });
      await store.finish(message.id);
      expect(await store.find(message.id)).not.toHaveProperty('failure');
    });

    test('lists parked rows and puts one back without its tries', async () => {
      const message = buildReceived();
      await store.insert(message);
      await store.recordFailure(message.id, 'TypeError');
      expect(await store.unpark(message.id)).toBe(false);
      await store.park(message.id);
      expect(idsOf(await store.listParked(10))).toEqual([message.id]);
      expect(await store.unpark(message.id)).toBe(true);
      expect(await store.unpark(message.id)).toBe(false);
      expect(await store.listParked(10)).toEqual([]);
      expect(await store.listWaiting('person-1', 10)).toEqual([
        { ...message, status: 'waiting', attempts: 0 },
      ]);
    });

    test('names the people whose rows were left behind, each once, longest first', async () => {
      await store.insert(buildReceived({ personId: 'person-2', arrivedAt: after(1) }));
      await store.insert(buildReceived({ personId: 'person-1' }));
      await store.insert(buildReceived({ personId: 'person-1', arrivedAt: after(2) }));
      await store.insert(buildReceived({ personId: 'person-3', arrivedAt: after(1000) }));
      expect(await store.listLeftBehind(after(1000), 10)).toEqual(['person-1', 'person-2']);
      expect(await store.listLeftBehind(arrivedAt, 10)).toEqual([]);
    });

    test('keeps track of media that is still to be fetched', async () => {
      const image = buildReceived({ content: { kind: 'image', mediaId: 'media-1' } });
      const lost = buildReceived({ content: { kind: 'image', mediaId: 'media-2' } });
      const uploaded = buildReceived({ content: { kind: 'image', fileId: 'f-1' } });
      for (const message of [image, lost, uploaded]) await store.insert(message);
      await store.finish(image.id);
      const waiting = async (now: Date) => store.listMediaWaiting(now, 10);
      expect(await waiting(arrivedAt)).toEqual([image.id, lost.id]);
      await store.recordMediaFailure(lost.id, 'unreachable', after(1000));
      await store.recordMediaFailure(lost.id, 'busy', after(3000));
      expect(await waiting(after(2000))).toEqual([image.id]);
      expect(await waiting(after(3000))).toEqual([image.id, lost.id]);
      await store.finishMedia(image.id, 'stored');
      await store.finishMedia(lost.id, 'failed', 'refused');
      expect(await waiting(after(3000))).toEqual([]);
      const [failed, ...others] = await store.listMediaFailed(10);
      expect(failed).toMatchObject({ id: lost.id, mediaAttempts: 2, mediaFailure: 'refused' });
      expect(others).toEqual([]);
      expect(await store.find(image.id)).toMatchObject({ status: 'done', media: 'stored' });
      expect(await store.find(lost.id)).toMatchObject({ status: 'waiting', media: 'failed' });
      expect(await store.retryMedia(lost.id)).toBe(true);
      expect(await store.retryMedia(lost.id)).toBe(false);
      expect(await waiting(arrivedAt)).toEqual([lost.id]);
      expect((await store.find(lost.id))?.mediaAttempts).toBeUndefined();
    });
  });
}
