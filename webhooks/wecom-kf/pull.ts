import type { StreamCursors } from '../../bot/index.ts';
import type { WecomKfClient } from './client.ts';
import type { KfMessage, KfPage } from './message.ts';

export type UnderLease = (
  name: string,
  ttlMs: number,
  work: (lost: AbortSignal) => Promise<void>,
) => Promise<{ readonly kind: 'done' | 'busy' }>;

export type PullPorts = {
  readonly client: Pick<WecomKfClient, 'sync'>;
  readonly cursors: StreamCursors;
  readonly withLease: UnderLease;
  /** Resolves once the message is durable; a repeat has no effect. */
  readonly take: (message: KfMessage) => Promise<void>;
  readonly onUnreadable: (count: number) => void;
};

/** done: read to the end · busy: another process is at it, and may have looked before the newest came. */
export type Pull = (openKfId: string, token?: string) => Promise<'done' | 'busy'>;

const leaseMs = 15_000;
/** Pages in a row that lead no further, after which the poll goes on. */
const maxStalls = 5;
/** The token of the callback is not, or no longer, good. */
const badToken = '95007';

/** Reads an account's stream to its end, one process at a time. Throws ChannelError. */
export function createPull({ client, cursors, withLease, take, onUnreadable }: PullPorts): Pull {
  type Place = { readonly cursor: string | undefined; readonly page: KfPage };

  /** Tries without what the platform refuses: a token that ran out, a cursor that it lost. Then three days come again. */
  async function sync(openKfId: string, cursor?: string, token?: string): Promise<Place> {
    try {
      return { cursor, page: await client.sync(openKfId, { cursor, token }) };
    } catch (error) {
      if (token !== undefined && readKey(error, 'detail') === badToken) {
        return sync(openKfId, cursor);
      }
      if (cursor === undefined || readKey(error, 'code') !== 'refused') throw error;
      await cursors.advance(openKfId, cursor, undefined);
      return sync(openKfId, undefined, token);
    }
  }

  async function readOn(openKfId: string, token: string | undefined, lost: AbortSignal) {
    let next = await cursors.find(openKfId);
    let stalls = 0;
    for (let hasMore = true; hasMore && !lost.aborted;) {
      const { cursor, page } = await sync(openKfId, next, token);
      for (const message of page.messages) await take(message);
      if (page.unreadable > 0) onUnreadable(page.unreadable);
      const hasMoved = page.nextCursor !== '' && page.nextCursor !== cursor;
      // Somebody else has read on when the cursor is no longer where we found it.
      if (hasMoved && !(await cursors.advance(openKfId, cursor, page.nextCursor))) return;
      stalls = hasMoved ? 0 : stalls + 1;
      hasMore = page.hasMore && stalls < maxStalls;
      next = hasMoved ? page.nextCursor : cursor;
    }
  }

  return async function pull(openKfId, token) {
    const { kind } = await withLease(`wecom-kf-${openKfId}`, leaseMs, (lost) =>
      readOn(openKfId, token, lost),
    );
    return kind;
  };
}

function readKey(error: unknown, key: string): unknown {
  return Reflect.get(Object(error), key);
}
