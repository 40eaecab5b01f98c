import type { Worker } from 'node:worker_threads';
import {
  buildIndex,
  readSnapshot,
  writeSnapshot,
  type Document,
  type Fold,
  type SearchIndex,
} from '../../knowledge/index.ts';
import { startThread } from '../thread.ts';

/** Lays out documents as an index and as the bytes of its snapshot. */
export type LayOut = (
  pages: AsyncIterable<readonly Document[]>,
  edition: string,
  fold: Fold,
) => Promise<{ readonly bytes: Uint8Array; readonly index: SearchIndex }>;

/** What the thread is told: some documents, or that these were all. */
export type ToThread =
  | { readonly kind: 'documents'; readonly documents: readonly Document[] }
  | { readonly kind: 'lay_out'; readonly edition: string };

/** In a thread of its own: a process that answers callbacks is not held up. */
export const layOutInThread: LayOut = async (pages, edition, fold) => {
  const worker = startThread(new URL('./worker.js', import.meta.url), undefined);
  const laid = new Promise<Uint8Array>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that lays out an index has ended')));
  });
  // The pages are read first; a thread that fails meanwhile is heard of below.
  laid.catch(() => undefined);
  try {
    for await (const documents of pages) tell(worker, { kind: 'documents', documents });
    tell(worker, { kind: 'lay_out', edition });
    const bytes = await laid;
    const read = readSnapshot(bytes, { fold });
    if (read.kind === 'refused') throw new Error(`a new snapshot was refused: ${read.why}`);
    return { bytes, index: read.index };
  } finally {
    await worker.terminate();
  }
};

/** In this thread: for few documents, where no callback waits. */
export const layOutHere: LayOut = async (pages, edition, fold) => {
  const all: Document[] = [];
  for await (const documents of pages) all.push(...documents);
  const index = buildIndex(all, { fold });
  return { bytes: writeSnapshot(index, edition), index };
};

function tell(worker: Worker, message: ToThread): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(message);
}
