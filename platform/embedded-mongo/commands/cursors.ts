import { Long } from 'bson';
import { MongoError } from '../errors.ts';
import type { Turn } from '../storage/turns.ts';

/** As MongoDB: the first batch, the bytes of any batch, and how long a cursor may lie idle. */
export const FIRST_BATCH = 101;
export const BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60_000;
const MAX_OPEN = 10_000;

/** What is left of a result. */
export interface Results {
  pull(count: number, bytes: number, turn: Turn): Promise<Buffer[]>;
  isDone(): boolean;
  close?(): void;
}

interface Cursor {
  readonly namespace: string;
  readonly results: Results;
  usedAt: number;
  isBusy: boolean;
}

export type Cursors = ReturnType<typeof createCursors>;

/** The open cursors of all connections, by id. */
export function createCursors() {
  const open = new Map<string, Cursor>();
  let lastId = Math.trunc(Math.random() * 2 ** 40);

  function drop(id: string): boolean {
    open.get(id)?.results.close?.();
    return open.delete(id);
  }

  return {
    /** The id under which the rest is fetched; zero when nothing is left. */
    keep(namespace: string, results: Results): Long {
      if (results.isDone()) return Long.ZERO;
      if (open.size >= MAX_OPEN) throw new MongoError(1, 'too many open cursors');
      const id = Long.fromNumber(++lastId);
      open.set(id.toString(), { namespace, results, usedAt: Date.now(), isBusy: false });
      return id;
    },
    async next(namespace: string, id: Long, count: number, turn: Turn): Promise<Buffer[]> {
      const cursor = open.get(id.toString());
      if (cursor === undefined || cursor.namespace !== namespace || cursor.isBusy) {
        throw new MongoError('CursorNotFound', `cursor id ${id.toString()} not found`);
      }
      cursor.isBusy = true;
      try {
        const batch = await cursor.results.pull(count, BATCH_BYTES, turn);
        if (cursor.results.isDone()) open.delete(id.toString());
        return batch;
      } catch (error) {
        drop(id.toString());
        throw error;
      } finally {
        cursor.usedAt = Date.now();
        cursor.isBusy = false;
      }
    },
    isOpen: (id: Long): boolean => open.has(id.toString()),
    kill: (id: Long): boolean => drop(id.toString()),
    /** Drops the cursors that nobody came back for. */
    dropIdle(): void {
      for (const [id, { usedAt, isBusy }] of open) {
        if (!isBusy && Date.now() - usedAt > IDLE_MS) drop(id);
      }
    },
    count: (): number => open.size,
  };
}
