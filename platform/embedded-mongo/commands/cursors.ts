import { Long } from 'bson';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError } from '../errors.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import { encodeCursorReply } from '../wire/reply.ts';

/** As MongoDB: the first batch, the bytes of any batch, and how long a cursor may lie idle. */
const FIRST_BATCH = 101;
const BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60_000;
const MAX_OPEN = 10_000;

/** What is left of a result; each fetch brings its own turn. */
export interface Results {
  pull(count: number, bytes: number, turn: Turn): Promise<Buffer[]>;
  isDone(): boolean;
  close?(): void;
}

/** A result that is at hand: one list of documents. */
export function listResults(documents: readonly Document[]): Results {
  const encoded = documents.map(encodeDocument);
  const pull = (count: number) => Promise.resolve(encoded.splice(0, count));
  return { pull, isDone: () => encoded.length === 0 };
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

  function kill(id: Long): boolean {
    open.get(id.toString())?.results.close?.();
    return open.delete(id.toString());
  }

  return {
    kill,
    count: (): number => open.size,
    keep(namespace: string, results: Results): Long {
      if (open.size >= MAX_OPEN) throw new MongoError('InternalError', 'too many open cursors');
      const id = Long.fromNumber(++lastId);
      open.set(id.toString(), { namespace, results, usedAt: Date.now(), isBusy: false });
      return id;
    },
    async next(namespace: string, id: Long, count: number, turn: Turn): Promise<Buffer> {
      const cursor = open.get(id.toString());
      if (cursor === undefined || cursor.namespace !== namespace || cursor.isBusy) {
        throw new MongoError('CursorNotFound', `cursor id ${id.toString()} not found`);
      }
      cursor.isBusy = true;
      const batch = await cursor.results.pull(count, BATCH_BYTES, turn).catch((error: unknown) => {
        kill(id);
        throw error;
      });
      Object.assign(cursor, { isBusy: false, usedAt: Date.now() });
      if (cursor.results.isDone()) kill(id);
      const left = open.has(id.toString()) ? id : Long.ZERO;
      return encodeCursorReply('nextBatch', batch, left, namespace);
    },
    /** Drops the cursors that nobody came back for. */
    dropIdle(): void {
      for (const [id, { usedAt, isBusy }] of open) {
        if (!isBusy && Date.now() - usedAt > IDLE_MS) kill(Long.fromString(id));
      }
    },
  };
}

/** Answers with a first batch and keeps the rest; none is kept of a single batch. */
export async function replyFirstBatch(
  { cursors, turn }: { readonly cursors: Cursors; readonly turn: Turn },
  namespace: string,
  results: Results,
  {
    batchSize = FIRST_BATCH,
    singleBatch = false,
  }: { batchSize?: number | undefined; singleBatch?: boolean | undefined },
): Promise<Buffer> {
  const batch = await results.pull(batchSize, BATCH_BYTES, turn);
  if (singleBatch) results.close?.();
  const isOver = singleBatch || results.isDone();
  const id = isOver ? Long.ZERO : cursors.keep(namespace, results);
  return encodeCursorReply('firstBatch', batch, id, namespace);
}
