import { z } from 'zod';
import { DraftValuesSchema } from './documents.schema.ts';

export const PreviewSchema = z.strictObject({ values: DraftValuesSchema });

/** One SVG picture for each page. */
export const DocumentPagesSchema = z.object({ pages: z.array(z.string()) });
export type DocumentPages = z.infer<typeof DocumentPagesSchema>;

const PartSchema = z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() });

/** What changed since the text that was reviewed last; `isFirst`: nothing was reviewed before. */
export const DocumentChangesSchema = z.object({
  isFirst: z.boolean(),
  title: z.array(PartSchema),
  addressedTo: z.array(PartSchema),
  text: z.array(PartSchema),
});
export type DocumentChanges = z.infer<typeof DocumentChangesSchema>;
