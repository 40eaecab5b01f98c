import type { Learn } from '../../knowledge/index.ts';
import { startThread } from '../thread.ts';
import { learn, type Learnt } from './learn.ts';

/** In a thread of its own: seconds of work hold up no message. */
export function createLearnInThread(): Learn {
  return async function learnInThread(task, examples) {
    const worker = startThread(new URL('./worker.js', import.meta.url), { task, examples });
    try {
      return await new Promise<Learnt>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.once('exit', () => reject(new Error('the thread that learns has ended')));
      });
    } finally {
      await worker.terminate();
    }
  };
}

/** In this thread: for few examples. */
export const learnHere: Learn = async (task, examples) => learn({ task, examples });
