import type { SearchVectors, VectorHit } from '../../knowledge/index.ts';
import { startThread } from '../thread.ts';
import type { Done, Order } from './orders.ts';

/** The worker refused, or is gone; then every further call is refused too. */
export class VectorsError extends Error {
  readonly code: 'vectors_refused' | 'vectors_gone';
  constructor(code: VectorsError['code'], message: string) {
    super(message);
    this.name = 'VectorsError';
    this.code = code;
  }
}

/** The vectors of one dimension, held by a worker thread. Calls are done in the order in which they are made. */
export type Vectors = {
  readonly set: (ids: readonly string[], vectors: readonly Float32Array[]) => Promise<void>;
  readonly drop: (ids: readonly string[]) => Promise<void>;
  readonly search: SearchVectors;
  readonly stop: () => Promise<void>;
};

type Waiting = {
  readonly resolve: (hits: readonly VectorHit[]) => void;
  readonly reject: (error: VectorsError) => void;
};
type Task<T = Order> = T extends Order ? Omit<T, 'order'> : never;

/** Starts the thread; it ends with the process. */
export function startVectors(dimension: number): Vectors {
  const worker = startThread(new URL('./worker.js', import.meta.url), dimension);
  // It holds nothing that a stop could lose.
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let orders = 0;
  let gone: VectorsError | undefined;

  function end(reason: string): void {
    gone ??= new VectorsError('vectors_gone', reason);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  }
  worker.on('error', (error: Error) => end(error.message));
  worker.on('exit', () => end('the worker has ended'));
  worker.on('message', (done: Done) => {
    const call = waiting.get(done.order);
    waiting.delete(done.order);
    if (waiting.size === 0) worker.unref();
    if ('hits' in done) call?.resolve(done.hits);
    else call?.reject(new VectorsError('vectors_refused', done.refusal));
  });

  async function order(task: Task): Promise<readonly VectorHit[]> {
    if (gone !== undefined) throw gone;
    orders += 1;
    const message: Order = { ...task, order: orders };
    // A call keeps the process alive until it is done.
    worker.ref();
    return new Promise((resolve, reject) => {
      waiting.set(message.order, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(message);
    });
  }

  return {
    set: async (ids, vectors) => void (await order({ kind: 'set', ids, vectors })),
    drop: async (ids) => void (await order({ kind: 'drop', ids })),
    search: (query, limit) => order({ kind: 'search', query, limit }),
    stop: async () => void (await worker.terminate()),
  };
}
