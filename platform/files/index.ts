/** Evidence as files: what was received, sealed, and the working copy that screens get. Knows no conversation and no ticket rule. */
export { createFileStore, createFileIndexes } from './file-store.ts';
export { sweepOrphans } from './sweep-orphans.ts';
export { createHiddenFiles, rewrapHidden } from './hidden-files.ts';
export { rewrapOriginals } from './rewrap-originals.ts';
export { createHandedInStore } from './handed-in-store.ts';
export { createPaperStore } from './paper-store.ts';
