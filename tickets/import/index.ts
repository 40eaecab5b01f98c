/** Matters out of a file: what its columns hold, which rows can become tickets, the run, and taking it back. Knows no file format. */
export { foldHeading, guessFields, importFields, type ImportField } from './fields.ts';
export { toSheet } from './sheet.ts';
export { importKinds, type ImportKind } from './read-values.ts';
export { importFaults, type CellFault, type ImportFault, type ImportRow } from './read-row.ts';
export type { ImportPlan, MissingField } from './plan.ts';
export { toErrorRows, type ErrorWords } from './error-rows.ts';
export * from './job.ts';
export * from './errors.ts';
export type {
  HeadingMemory,
  ImportedTickets,
  ImportReporters,
  ReadRows,
  TicketImportPorts,
  TicketImportStore,
} from './ports.ts';
export { canUndoImport, createTicketImports, undoDays, type TicketImports } from './imports.ts';
export {
  toStatusLine,
  type StatusExport,
  type StatusLine,
  type StatusPeriod,
} from './export-status.ts';
export { countFaults, previewRows, type PreviewCell, type PreviewRow } from './preview.ts';
