import { parentPort, workerData } from 'node:worker_threads';
import { learn, type Lesson } from './learn.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- given by learn-in-thread.ts
const learnt = learn(workerData as Lesson);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(learnt);
