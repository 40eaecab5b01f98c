import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SessionStore } from '../../bot/index.ts';

type State = { readonly step: string; readonly facts?: Readonly<Record<string, string>> };

const now = new Date('2026-03-02T02:00:00.000Z');
const soon = new Date(now.getTime() + 5000);
const later = new Date(now.getTime() + 60_000);

/** What every SessionStore does. `create` gives an empty one whose new sessions begin at `{ step: 'start' }`. */
export function itBehavesLikeASessionStore(create: () => Promise<SessionStore<State>>): void {
  describe('a session store', () => {
    let store: SessionStore<State>;
    beforeEach(async () => {
      store = await create();
    });

    async function lease(owner: string, at = now, until = soon) {
      const session = await store.lease('person-1', owner, at, until);
      if (session === undefined) throw new Error(`${owner} got no lease`);
      return session;
    }

    test('begins a session with the first lease', async () => {
      expect(await store.find('person-1')).toBeUndefined();
      const session = await lease('a');
      expect(session).toEqual({
        personId: 'person-1',
        version: 0,
        language: 'zh-CN',
        state: { step: 'start' },
      });
      expect(await store.find('person-1')).toEqual(session);
    });

    test('gives the lease to one of many who ask at once', async () => {
      const owners = Array.from({ length: 20 }, (_, index) => `owner-${index}`);
      const leases = await Promise.all(
        owners.map((owner) => store.lease('person-1', owner, now, soon)),
      );
      expect(leases.filter((session) => session !== undefined)).toHaveLength(1);
    });

    test('gives it to nobody while it is held, not to its holder either', async () => {
      await lease('a');
      expect(await store.lease('person-1', 'b', now, soon)).toBeUndefined();
      expect(await store.lease('person-1', 'a', now, soon)).toBeUndefined();
      expect(await store.lease('person-2', 'b', now, soon)).toBeDefined();
    });

    test('gives it on after its release, or when it ran out', async () => {
      await lease('a');
      await store.release('person-1', 'a');
      await lease('b');
      expect(await store.lease('person-1', 'c', soon, later)).toBeDefined();
    });

    test('is renewed by its holder only', async () => {
      await lease('a');
      expect(await store.renew('person-1', 'b', later)).toBe(false);
      expect(await store.renew('person-1', 'a', later)).toBe(true);
      expect(await store.lease('person-1', 'b', soon, later)).toBeUndefined();
    });

    test('is not released by one who lost it', async () => {
      await lease('a');
      await lease('b', soon, later);
      await store.release('person-1', 'a');
      expect(await store.lease('person-1', 'c', soon, later)).toBeUndefined();
    });

    test('saves under the lease, counts the version and keeps the lease', async () => {
      const session = await lease('a');
      const next = {
        ...session,
        language: 'en' as const,
        lastMessageId: 'm-1',
        state: { step: 'story', facts: { story: '没有出示执法证' } },
      };
      const saved = await store.save(next, 'a', 'keep');
      expect(saved).toEqual({ ...next, version: 1 });
      expect(await store.find('person-1')).toEqual(saved);
      expect(await store.lease('person-1', 'b', now, soon)).toBeUndefined();
    });

    test('saves and gives the lease back in one write', async () => {
      const session = await lease('a');
      const next = { ...session, state: { step: 'done' } };
      expect(await store.save(next, 'a', 'release')).toEqual({ ...next, version: 1 });
      expect(await lease('b')).toEqual({ ...next, version: 1 });
      await store.release('person-1', 'a');
      expect(await store.lease('person-1', 'c', now, soon)).toBeUndefined();
    });

    test('replaces the state as a whole', async () => {
      const first = await store.save(
        { ...(await lease('a')), state: { step: 'story', facts: { story: '旧的' } } },
        'a',
        'keep',
      );
      if (first === undefined) throw new Error('not saved');
      await store.save({ ...first, state: { step: 'done' } }, 'a', 'keep');
      expect((await store.find('person-1'))?.state).toEqual({ step: 'done' });
    });

    test('refuses to save for one who lost the lease, or an older version', async () => {
      const stale = await lease('a');
      const session = await lease('b', soon, later);
      expect(await store.save({ ...stale, state: { step: 'a' } }, 'a', 'keep')).toBeUndefined();
      expect(await store.save({ ...session, state: { step: 'b' } }, 'b', 'keep')).toBeDefined();
      expect(await store.save({ ...session, state: { step: 'c' } }, 'b', 'keep')).toBeUndefined();
      expect((await store.find('person-1'))?.state).toEqual({ step: 'b' });
    });
  });
}
