/** Papers become drafts: what a file holds, what of it is taken, and what is written. Knows no file format. */
export * from './source.ts';
