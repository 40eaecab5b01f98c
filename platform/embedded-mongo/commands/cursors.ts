import { Long } from 'bson';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError } from '../errors.ts';
import type { Matches } from '../planner/matches.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import { encodeCursorReply } from '../wire/frames.ts';

/** As MongoDB: the first batch, the bytes of any batch, and how long a cursor may lie idle. */
const FIRST_BATCH = 101;
const BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60_000;
const MAX_OPEN = 10_000;

/** A result that is at hand: one list of documents. */
export function listResults(documents: readonly Document[]): Matches {
  const encoded = documents.map(encodeDocument);
  const pull = (count: number) => Promise.resolve(encoded.splice(0, count));
  return { pull, isDone: () => encoded.length === 0 };
}

interface Cursor {
  readonly namespace: string;
  readonly results: Matches;
  usedAt: number;
  isBusy: boolean;
}

export type Cursors = ReturnType<typeof createCursors>;

/** The open cursors of all connections, by id. */
export function createCursors() {
  const open = new Map<number, Cursor>();
  let lastId = Math.trunc(Math.random() * 2 ** 40);

  return {
    kill: (id: Long): boolean => open.delete(id.toNumber()),
    /** Answers with a first batch and keeps the rest; none is kept of a single batch. */
    async first(
      namespace: string,
      results: Matches,
      turn: Turn,
      args: { readonly batchSize?: number | undefined; readonly singleBatch?: boolean | undefined },
    ): Promise<Buffer> {
      const batch = await results.pull(args.batchSize ?? FIRST_BATCH, BATCH_BYTES, turn);
      if (args.singleBatch === true || results.isDone()) {
        return encodeCursorReply('firstBatch', batch, Long.ZERO, namespace);
      }
      if (open.size >= MAX_OPEN) throw new MongoError('InternalError', 'too many open cursors');
      open.set(++lastId, { namespace, results, usedAt: Date.now(), isBusy: false });
      return encodeCursorReply('firstBatch', batch, Long.fromNumber(lastId), namespace);
    },
    /** Answers with up to `count` more; a cursor ends with its results and by an error. */
    async next(namespace: string, id: Long, count: number, turn: Turn): Promise<Buffer> {
      const cursor = open.get(id.toNumber());
      if (cursor === undefined || cursor.namespace !== namespace || cursor.isBusy) {
        throw new MongoError('CursorNotFound', `cursor id ${id.toString()} not found`);
      }
      let isLeft = false;
      try {
        cursor.isBusy = true;
        const batch = await cursor.results.pull(count, BATCH_BYTES, turn);
        isLeft = !cursor.results.isDone() && open.has(id.toNumber());
        return encodeCursorReply('nextBatch', batch, isLeft ? id : Long.ZERO, namespace);
      } finally {
        Object.assign(cursor, { isBusy: false, usedAt: Date.now() });
        if (!isLeft) open.delete(id.toNumber());
      }
    },
    /** Drops the cursors that nobody came back for. */
    dropIdle(): void {
      for (const [id, { usedAt, isBusy }] of open) {
        if (!isBusy && Date.now() - usedAt > IDLE_MS) open.delete(id);
      }
    },
  };
}
