/**
 * Files that staff bring in or take out: bytes to texts and rows, rows to bytes. Kinds are told by the bytes alone,
 * and everything has a limit before it is unpacked. Knows nothing of what the texts mean.
 */
export { createReadFile } from './read-file.ts';
export { writeCsv, writeXlsx } from './write-sheet.ts';
export { streamCsv, streamXlsx } from './stream-sheet.ts';
