/** Papers become drafts: what a file holds, what of it is taken, and what is written. Knows no file format. */
export * from './source.ts';
export * from './clean/index.ts';
export * from './kinds.ts';
export {
  type ColumnMap,
  type ColumnName,
  listColumns,
  listRequired,
  toHeading,
} from './columns.ts';
export * from './plan.ts';
export { planSources } from './plan-source.ts';
export * from './job.ts';
export type { ImportStore } from './store.ts';
export { ImportError, type ImportErrorCode } from './errors.ts';
export type { ImportPorts } from './ports.ts';
export type { ImportPreview, PreviewedItem, PreviewedSource, PreviewedStatute } from './preview.ts';
export { createImports, type ImportChoices, type Imports } from './imports.ts';
