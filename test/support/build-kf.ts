import type { InboundMessage, StreamCursors } from '../../bot/index.ts';
import {
  createPull,
  createTake,
  createWecomKfClient,
  type KfSessions,
} from '../../webhooks/wecom-kf/index.ts';
import { type FakeWecom, testCorp } from './fake-wecom.ts';
import { type Answer, buildReceive } from './serve-official-account.ts';
import { hashForTest } from './serve-wecom.ts';

/** Cursors in memory, with the same compare-and-set. */
export function buildCursors() {
  const cursors = new Map<string, string | undefined>();
  const port: StreamCursors = {
    note: async (openKfId) => {
      if (!cursors.has(openKfId)) cursors.set(openKfId, undefined);
    },
    list: async () => [...cursors.keys()],
    find: async (openKfId) => cursors.get(openKfId),
    advance: async (openKfId, from, to) => {
      if (cursors.get(openKfId) !== from) return false;
      cursors.set(openKfId, to);
      return true;
    },
  };
  return port;
}

function buildSessions(): KfSessions {
  const untils = new Map<string, number>();
  return {
    isWithPerson: async (userId, at) => (untils.get(userId) ?? 0) > at.getTime(),
    save: async (userId, isWithPerson, at) => {
      if (isWithPerson) untils.set(userId, at.getTime() + 48 * 3_600_000);
      else untils.delete(userId);
    },
  };
}

/** One lease a name, as one process after the other has it. */
export function buildLeases() {
  const held = new Set<string>();
  return {
    held,
    withLease: async (name: string, _ttlMs: number, work: (lost: AbortSignal) => Promise<void>) => {
      if (held.has(name)) return { kind: 'busy' } as const;
      held.add(name);
      try {
        await work(new AbortController().signal);
        return { kind: 'done' } as const;
      } finally {
        held.delete(name);
      }
    },
  };
}

export type Returned = { readonly platformId: string; readonly failure: string };

/** Customer service against a fake WeCom, with a walk of the test. */
export function buildKf(wecom: FakeWecom, now: () => Date, answer?: Answer) {
  const walk = buildReceive(answer);
  const quiet: InboundMessage[] = [];
  const returned: Returned[] = [];
  const errors: unknown[] = [];
  const cursors = buildCursors();
  const sessions = buildSessions();
  const leases = buildLeases();
  const client = createWecomKfClient({
    corpId: testCorp.corpId,
    secret: testCorp.kfSecret,
    apiBase: wecom.url,
    fetch,
    now,
  });
  const take = createTake({
    client,
    sessions,
    receive: walk.receive,
    receiveQuietly: async (message) => void quiet.push(message),
    takeBack: async (_channel, platformId, failure) => void returned.push({ platformId, failure }),
    hashEvent: hashForTest,
    onError: (error) => void errors.push(error),
  });
  const unreadable: number[] = [];
  const onUnreadable = (count: number): void => void unreadable.push(count);
  const ports = { client, cursors, withLease: leases.withLease, take, onUnreadable };
  return {
    ...walk,
    ...ports,
    pull: createPull(ports),
    leases,
    sessions,
    quiet,
    returned,
    errors,
    unreadable,
  };
}
