/** What the bureau knows and may say. Pure but for openai/; no database, no clock. */
export * from './entry.ts';
export * from './store.ts';
export { type Answer, createKnowledge, type Knowledge } from './answer.ts';
export { starterEntries } from './starter/index.ts';
