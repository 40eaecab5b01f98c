import { z } from 'zod';
import { PowerViewSchema } from './units.schema.ts';

const NamedSchema = z.object({ id: z.string(), name: z.string() });

export const RespondentSchema = z.object({
  /** The reporter's own words for who acted. */
  said: z.string().optional(),
  acting: NamedSchema.optional(),
  organ: NamedSchema.optional(),
  suggestion: z
    .object({ unit: NamedSchema, organ: NamedSchema, by: z.enum(['words', 'certificate']) })
    .optional(),
  certificate: z
    .object({ state: z.enum(['valid', 'expired', 'not_found']), unitName: z.string().optional() })
    .optional(),
  pass: z.object({ townName: z.string(), bureauName: z.string().optional() }).optional(),
  powers: z
    .object({
      kind: z.enum(['no_list', 'listed', 'outside']),
      items: z.array(PowerViewSchema),
    })
    .optional(),
});
export type RespondentView = z.infer<typeof RespondentSchema>;
