import { z } from 'zod';
import { factNames, tableKinds, type FactName, type TableKind } from '../../knowledge/index.ts';

const names = [...new Set(tableKinds.flatMap((kind) => factNames[kind]))];
const isName = (name: unknown): name is FactName => names.some((known) => known === name);
const isKind = (kind: unknown): kind is TableKind => tableKinds.some((known) => known === kind);
export const TableKindSchema = z.enum(tableKinds.filter(isKind));
const FactNameSchema = z.enum(names.filter(isName));

export const TableQuerySchema = z.strictObject({ kind: TableKindSchema });
export const RowIdSchema = z.object({ id: z.string().min(1).max(100) });
export const RowVersionSchema = z.strictObject({ version: z.int().nonnegative() });

const LineSchema = z.string().trim().min(1).max(200);

const edited = {
  area: z.string().trim().min(1).max(40),
  facts: z.partialRecord(FactNameSchema, z.string().trim().max(2000)),
  also: z.array(LineSchema).max(50),
  citations: z.array(LineSchema).max(20),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
};

/** A new row with a random key of the console's, so that a repeat adds nothing. */
export const RowCreateSchema = z.strictObject({ key: z.uuid(), kind: TableKindSchema, ...edited });
/** An edit; the row must be confirmed anew. */
export const RowEditSchema = z.strictObject({ version: z.int().nonnegative(), ...edited });

export const RowViewSchema = z.object({
  id: z.string(),
  kind: TableKindSchema,
  version: z.number(),
  area: z.string(),
  facts: z.array(z.object({ name: FactNameSchema, text: z.string(), isBlank: z.boolean() })),
  also: z.array(z.string()),
  citations: z.array(z.string()),
  validFrom: z.string().optional(),
  validTo: z.string().optional(),
  confirmed: z.object({ by: z.string(), at: z.iso.datetime() }).optional(),
});
export type RowView = z.infer<typeof RowViewSchema>;
export const RowListSchema = z.object({
  /** The facts that a row of this table has, in order. */
  facts: z.array(FactNameSchema),
  items: z.array(RowViewSchema),
});
export type RowList = z.infer<typeof RowListSchema>;
export const RemovedSchema = z.object({ id: z.string() });
