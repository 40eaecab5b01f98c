import { parentPort, workerData } from 'node:worker_threads';
import { MongoError } from '../errors.ts';
import { joinFolder } from './member.ts';
import type { FromThread, ThreadOptions } from './thread.ts';

const options: ThreadOptions = workerData;

function tell(answer: FromThread): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answer);
}

try {
  const member = await joinFolder({ ...options, now: () => new Date() });
  parentPort?.once('message', () => {
    void member.stop().then(() => process.exit());
  });
  tell({ kind: 'ready', uri: member.uri });
} catch (error) {
  const { message } = error instanceof Error ? error : new Error(String(error));
  tell({ kind: 'failed', message, code: error instanceof MongoError ? error.code : 1 });
}
