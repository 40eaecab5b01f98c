/** Official documents (文书): drafted, approved, numbered, sealed, served. */
export * from './document.ts';
export * from './kind.ts';
export { documentMoves } from './lifecycle.ts';
export type { DocumentQuery, DocumentStore } from './store.ts';
