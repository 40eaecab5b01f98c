/** Training in a thread of its own. */
export { createLearnInThread, learnHere } from './learn-in-thread.ts';
