import { z } from 'zod';
import { DiffPartSchema } from './statutes.schema.ts';

const VersionSchema = z.coerce.number().int().positive();
export const EntryDiffQuerySchema = z.strictObject({ older: VersionSchema, newer: VersionSchema });

export const diffFields = [
  'question',
  'similar',
  'answer',
  'citations',
  'area',
  'audience',
  'kind',
  'inForceFrom',
  'inForceTo',
  'checkedThrough',
  'chart',
] as const;

/** Only what differs. */
export const EntryDiffSchema = z.object({
  fields: z.array(z.object({ field: z.enum(diffFields), parts: z.array(DiffPartSchema) })),
});
export type EntryDiff = z.infer<typeof EntryDiffSchema>;
