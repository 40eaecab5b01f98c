import { z } from 'zod';
import {
  importFaults,
  importFields,
  importKinds,
  importSources,
  opennesses,
  type TicketImportStatus,
} from '../../tickets/index.ts';

const statuses = ['open', 'running', 'done', 'failed', 'undoing', 'undone'] as const;
const StatusSchema = z.enum(statuses satisfies readonly TicketImportStatus[]);
const TimeSchema = z.iso.datetime();

export const TicketImportIdSchema = z.object({ id: z.uuid() });

/** All that was chosen; what is left out is guessed by the headings or read from a column. */
export const TicketImportChoicesSchema = z.strictObject({
  fields: z.array(z.enum(importFields)).max(60).exactOptional(),
  kind: z.enum(importKinds).exactOptional(),
  source: z.enum(importSources).exactOptional(),
  isTold: z.boolean().exactOptional(),
});

export const TicketImportViewSchema = z.object({
  id: z.string(),
  status: StatusSchema,
  createdAt: TimeSchema,
  createdBy: z.string(),
  endedAt: TimeSchema.optional(),
  fileName: z.string(),
  rows: z.number(),
  /** When the sealed file is deleted; absent once it is. */
  fileUntil: TimeSchema.optional(),
  choices: TicketImportChoicesSchema,
  done: z.number(),
  total: z.number(),
  report: z
    .object({ added: z.number(), same: z.number(), badRows: z.number(), faults: z.number() })
    .optional(),
  /** Until when it can be taken back; absent when it cannot. */
  undoUntil: TimeSchema.optional(),
  undo: z
    .object({
      by: z.string(),
      at: TimeSchema,
      removed: z.number(),
      keptCount: z.number(),
      kept: z.array(z.object({ number: z.string(), because: z.enum(['worked_on', 'told']) })),
    })
    .optional(),
});
export type TicketImportView = z.infer<typeof TicketImportViewSchema>;

export const TicketImportListSchema = z.object({ items: z.array(TicketImportViewSchema) });
export type TicketImportList = z.infer<typeof TicketImportListSchema>;

const FieldSchema = z.enum(importFields);
const FaultSchema = z.enum(importFaults);

export const TicketPreviewSchema = z.object({
  job: TicketImportViewSchema,
  columns: z.array(z.object({ heading: z.string(), field: FieldSchema })),
  missing: z.array(z.enum(['story', 'kind', 'source'])),
  good: z.number(),
  badRows: z.number(),
  faults: z.array(
    z.object({ field: FieldSchema, heading: z.string(), reason: FaultSchema, count: z.number() }),
  ),
  rows: z.array(
    z.object({
      row: z.number(),
      ticket: z
        .object({
          kind: z.enum(importKinds),
          source: z.enum(importSources),
          openness: z.enum(opennesses),
          receivedOn: z.string().optional(),
        })
        .optional(),
      cells: z.array(
        z.object({
          field: FieldSchema,
          heading: z.string(),
          text: z.string(),
          isSealed: z.boolean(),
          faults: z.array(FaultSchema),
        }),
      ),
    }),
  ),
});
export type TicketPreviewView = z.infer<typeof TicketPreviewSchema>;

/** Days are of Asia/Shanghai, both included. */
export const StatusExportQuerySchema = z.strictObject({
  source: z.enum(importSources).exactOptional(),
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.enum(['filed', 'changed']).default('filed'),
  as: z.enum(['csv', 'xlsx']).default('xlsx'),
});
