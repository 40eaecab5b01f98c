import { parentPort } from 'node:worker_threads';
import { buildIndex, writeSnapshot, type Document } from '../../knowledge/index.ts';
import { fold } from '../fold/index.ts';
import type { ToThread } from './lay-out.ts';

const documents: Document[] = [];

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'documents') {
    documents.push(...message.documents);
    return;
  }
  const laid = writeSnapshot(buildIndex(documents, { fold }), message.edition);
  const bytes = laid.slice();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(bytes, [bytes.buffer]);
});
