/** What the bureau knows and may say. Pure but for openai/; no database, no clock. */
export * from './citation.ts';
export * from './entry.ts';
export * from './errors.ts';
export * from './lifecycle.ts';
export * from './store.ts';
export { renewStarterEntry, type StarterDraft, toStarterEntry } from './starter-entry.ts';
export { type Answer, createKnowledge, type Knowledge } from './answer.ts';
export { starterDrafts } from './starter/index.ts';
export * from './import/index.ts';
export * from './statute/index.ts';
export * from './tables/index.ts';
