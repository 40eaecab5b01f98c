/** Golden questions: what must be answered, and what must not. They gate what is published. */
export * from './evaluate.ts';
export * from './golden.ts';
export { createEvaluations, type Evaluations } from './evaluations.ts';
export { replaceEntry, tryEntries } from './try-change.ts';
