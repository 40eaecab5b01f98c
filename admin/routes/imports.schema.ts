import { z } from 'zod';
import {
  dropReasons,
  documentFields,
  fileFaults,
  importKinds,
  rowFaults,
  type ColumnName,
  type ImportKind,
  isRowKind,
  listColumns,
} from '../../knowledge/index.ts';

const columnNames = [...new Set(importKinds.filter(isRowKind).flatMap(listColumns))];
const isColumn = (name: unknown): name is ColumnName => columnNames.some((known) => known === name);
const isKind = (name: unknown): name is ImportKind => importKinds.some((known) => known === name);
const KindSchema = z.enum(importKinds.filter(isKind));
const ColumnSchema = z.enum(columnNames.filter(isColumn));
const ColumnMapSchema = z.partialRecord(ColumnSchema, z.int().min(0).max(59));
const DaySchema = z.iso.date();

export const ImportIdSchema = z.object({ id: z.uuid() });
export const TemplateParamsSchema = z.object({ kind: KindSchema });

/** What a person says of some sources; the others stay as they are. */
export const ChoicesSchema = z.strictObject({
  choices: z
    .array(
      z.strictObject({
        source: z.string().min(1).max(400),
        kind: z.union([KindSchema, z.literal('skip')]).optional(),
        columns: ColumnMapSchema.optional(),
        isAccepted: z.boolean().optional(),
      }),
    )
    .max(1000),
  checkedThrough: DaySchema.optional(),
});

const CountsSchema = z.object({
  same: z.number(),
  moved: z.number(),
  changed: z.number(),
  added: z.number(),
  removed: z.number(),
});
const RefusedSchema = z.array(z.object({ name: z.string(), code: z.enum(fileFaults) }));

export const ImportViewSchema = z.object({
  id: z.string(),
  status: z.enum(['open', 'running', 'done', 'failed']),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  endedAt: z.iso.datetime().optional(),
  files: z.array(z.object({ id: z.string(), name: z.string(), sizeBytes: z.number() })),
  checkedThrough: z.string().optional(),
  done: z.number(),
  total: z.number(),
  report: z
    .object({
      added: z.number(),
      same: z.number(),
      kept: z.array(z.object({ id: z.string(), title: z.string(), source: z.string() })),
      faults: z.number(),
      flagged: z.number(),
      ended: z.array(z.string()),
      refused: RefusedSchema,
      statutes: z.array(
        z.object({
          title: z.string(),
          kind: z.enum(['refused', 'same', 'new', 'older', 'newer']),
          refusal: z.string().optional(),
          counts: CountsSchema.optional(),
          changed: z.array(z.string()).optional(),
        }),
      ),
    })
    .optional(),
});
export type ImportView = z.infer<typeof ImportViewSchema>;

export const ImportListSchema = z.object({
  items: z.array(ImportViewSchema),
  /** False until the first statute is here. */
  hasStatutes: z.boolean(),
});
export type ImportList = z.infer<typeof ImportListSchema>;

const FaultSchema = z.object({
  row: z.number().optional(),
  column: z.string().optional(),
  reason: z.enum(rowFaults),
  value: z.string().optional(),
});

const DocumentSchema = z.object({
  title: z.string(),
  fields: z.array(z.object({ name: z.enum(documentFields), value: z.string() })),
  voices: z.array(
    z.object({
      role: z.enum(['article', 'question', 'reply']),
      paragraphs: z.number(),
      beginning: z.string(),
    }),
  ),
  dropped: z.array(z.object({ reason: z.enum(dropReasons), text: z.string() })),
  wasTraditional: z.boolean(),
});

export const PreviewSchema = z.object({
  job: ImportViewSchema,
  refused: RefusedSchema,
  sources: z.array(
    z.object({
      source: z.string(),
      kind: z.union([KindSchema, z.literal('skip')]),
      guessed: KindSchema,
      isAccepted: z.boolean(),
      added: z.number(),
      same: z.number(),
      kept: z.number(),
      items: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          detail: z.string(),
          what: z.enum(['added', 'same', 'kept']),
        }),
      ),
      faults: z.array(FaultSchema),
      faultCount: z.number(),
      table: z
        .object({
          headings: z.array(z.string()),
          rows: z.number(),
          columns: z.array(
            z.object({ column: z.string(), isRequired: z.boolean(), at: z.number().optional() }),
          ),
        })
        .optional(),
      document: DocumentSchema.optional(),
      statutes: z.array(
        z.object({
          title: z.string(),
          articles: z.number(),
          isHere: z.boolean(),
          adoptedOn: z.string().optional(),
          inForceFrom: z.string().optional(),
          refusal: z.string().optional(),
          faults: z.array(z.object({ kind: z.string(), at: z.string().optional() })),
          counts: CountsSchema.optional(),
          changed: z.array(z.string()).optional(),
        }),
      ),
    }),
  ),
});
export type PreviewView = z.infer<typeof PreviewSchema>;
export type PreviewedSourceView = PreviewView['sources'][number];
