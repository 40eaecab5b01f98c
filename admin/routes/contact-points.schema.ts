import { z } from 'zod';
import {
  cellFaultReasons,
  longestPointFact,
  pointActs,
  pointColumns,
  pointKinds,
  pointWays,
  unitFaultReasons,
} from '../../people/index.ts';

const LineSchema = z.string().trim().min(1).max(longestPointFact);
const facts = {
  name: LineSchema,
  kind: z.enum(pointKinds),
  township: LineSchema,
  place: LineSchema,
  keeper: z.string().trim().max(longestPointFact),
};
const version = z.int().nonnegative();

export const PointIdSchema = z.object({ id: z.string().regex(/^[0-9a-z]{6}$/) });
export const PointCreateSchema = z.strictObject(facts);
export const PointEditSchema = z.strictObject({ version, ...facts });
export const PointStateSchema = z.strictObject({ version, state: z.enum(['active', 'closed']) });

export const PointViewSchema = z.object({
  id: z.string(),
  version: z.int(),
  ...facts,
  state: z.enum(['active', 'closed']),
  /** What the code on its sheet holds, and what opens the web chat. */
  mainUrl: z.string(),
  chatUrl: z.string(),
  /** Ways that the bureau has and that this point has no code for yet. */
  missingWays: z.array(z.enum(pointWays)),
  createdAt: z.iso.datetime(),
});
export type PointView = z.infer<typeof PointViewSchema>;

export const PointListSchema = z.object({
  items: z.array(PointViewSchema),
  /** The twelve months up to now, oldest first, YYYY-MM. */
  months: z.array(z.string()),
  counts: z.array(
    z.object({
      pointId: z.string(),
      act: z.enum(pointActs),
      month: z.string(),
      count: z.int().nonnegative(),
    }),
  ),
});
export type PointList = z.infer<typeof PointListSchema>;

/** The point, and the platforms that refused to make a code for it. */
export const OpenedWaysSchema = z.object({
  point: PointViewSchema,
  refused: z.array(z.enum(pointWays)),
});

export const SheetQuerySchema = z.object({
  ids: z
    .string()
    .regex(/^[0-9a-z]{6}(,[0-9a-z]{6}){0,99}$/)
    .transform((ids) => [...new Set(ids.split(','))]),
});
export const PointImportQuerySchema = z.object({ trial: z.literal('1').optional() });

export const PointImportSchema = z.object({
  added: z.int().nonnegative(),
  known: z.int().nonnegative(),
  faults: z.array(
    z.object({
      row: z.int().positive(),
      column: z.enum(pointColumns),
      reason: z.enum([...cellFaultReasons, ...unitFaultReasons]),
    }),
  ),
  /** Why the file could not be read at all. */
  refused: z.string().optional(),
});
export type PointImportView = z.infer<typeof PointImportSchema>;
