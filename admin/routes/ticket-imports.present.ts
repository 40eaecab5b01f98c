import {
  canUndoImport,
  countFaults,
  type ImportPlan,
  previewRows,
  type TicketImport,
  undoDays,
} from '../../tickets/index.ts';
import type { TicketImportView, TicketPreviewView } from './ticket-imports.schema.ts';

const rowsShown = 20;
const longestShown = 240;
const dayMs = 86_400_000;

/** Shows an import with its progress and report. */
export function presentTicketImport(job: TicketImport, now: Date): TicketImportView {
  const { id, status, createdAt, createdBy, endedAt, file, fileUntil, choices, progress } = job;
  const { report, undo } = job;
  const { fields, ...chosen } = choices;
  return {
    id,
    status,
    createdAt: createdAt.toISOString(),
    createdBy: createdBy.name,
    fileName: file.name,
    rows: file.rows,
    choices: { ...chosen, ...(fields && { fields: [...fields] }) },
    ...progress,
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(fileUntil && { fileUntil: fileUntil.toISOString() }),
    ...(report && { report: { ...report } }),
    ...(endedAt &&
      canUndoImport(job, now) && {
        undoUntil: new Date(endedAt.getTime() + undoDays * dayMs).toISOString(),
      }),
    ...(undo && {
      undo: {
        by: undo.by.name,
        at: undo.at.toISOString(),
        removed: undo.removed,
        keptCount: undo.keptCount,
        kept: undo.kept.map((ticket) => ({ ...ticket })),
      },
    }),
  };
}

/** Shows what an import would do: its columns, what is wrong, and the first rows as tickets, nobody named. */
export function presentTicketPreview(
  { job, plan }: { readonly job: TicketImport; readonly plan: ImportPlan },
  now: Date,
): TicketPreviewView {
  return {
    job: presentTicketImport(job, now),
    columns: plan.sheet.headings.map((heading, at) => ({
      heading,
      field: plan.fields[at] ?? 'ignore',
    })),
    missing: [...plan.missing],
    good: plan.rows.length,
    badRows: new Set(plan.faults.map(({ row }) => row)).size,
    faults: countFaults(plan).map((fault) => ({ ...fault })),
    rows: previewRows(plan, rowsShown).map(({ cells, ...row }) => ({
      ...row,
      cells: cells.map((cell) => ({
        ...cell,
        text: cell.text.slice(0, longestShown),
        faults: [...cell.faults],
      })),
    })),
  };
}
