/** A file's text without what its page put around it. */
export * from './document.ts';
export { cleanDocument, type ToSimplified } from './clean-document.ts';
