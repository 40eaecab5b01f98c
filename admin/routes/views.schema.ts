import { z } from 'zod';
import { viewColumns, viewFilters } from '../../people/index.ts';

const view = {
  name: z.string().trim().min(1).max(30),
  isShared: z.boolean(),
  filters: z.partialRecord(z.enum(viewFilters), z.string().min(1).max(64)),
  columns: z.array(z.enum(viewColumns)).max(viewColumns.length),
};

/** `key` makes a repeated press one view. */
export const NewViewSchema = z.strictObject({ key: z.uuid(), ...view });
export const ViewChangeSchema = z.strictObject({ version: z.int().min(1), ...view });
export const ViewIdSchema = z.object({ id: z.string().min(1).max(64) });

const SavedViewSchema = z.object({
  id: z.string(),
  version: z.number(),
  ...view,
  /** Whether the caller may change it. */
  isOwn: z.boolean(),
  owner: z.string().optional(),
});
export type SavedViewRow = z.infer<typeof SavedViewSchema>;
export const SavedViewListSchema = z.object({ items: z.array(SavedViewSchema) });
