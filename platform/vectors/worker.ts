import { parentPort, workerData } from 'node:worker_threads';
import { createVectorIndex, type VectorHit } from '../../knowledge/index.ts';
import type { Done, Order } from './orders.ts';

/** Runs in a thread of its own, so that comparing with every vector holds up no message. */
const index = createVectorIndex(Number(workerData));

function obey(order: Order): readonly VectorHit[] {
  if (order.kind === 'search') return index.search(order.query, order.limit);
  if (order.kind === 'drop') order.ids.forEach((id) => index.drop(id));
  else order.ids.forEach((id, place) => setVector(id, order.vectors[place]));
  return [];
}

function setVector(id: string, vector: Float32Array | undefined): void {
  if (vector !== undefined) index.set(id, vector);
}

parentPort?.on('message', (order: Order) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answer(order));
});

function answer(order: Order): Done {
  try {
    return { order: order.order, hits: obey(order) };
  } catch (error) {
    return { order: order.order, refusal: error instanceof Error ? error.message : 'failed' };
  }
}
