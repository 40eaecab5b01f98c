/** Papers become drafts: what a file holds, what of it is taken, and what is written. Knows no file format. */
export * from './source.ts';
export * from './clean/document.ts';
export { cleanDocument, type ToSimplified } from './clean/clean-document.ts';
