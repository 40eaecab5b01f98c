import { z } from 'zod';
import { levels } from '../../people/index.ts';

/** A day in Shanghai. */
export const DaySchema = z.iso.date();
const IdSchema = z.string().min(1).max(64);

/** What an account may see of tickets; each part narrows. */
export const ScopeSchema = z.strictObject({
  level: z.enum(levels).optional(),
  unitId: IdSchema.optional(),
  areas: z.array(z.string().trim().min(1).max(40)).min(1).max(50).optional(),
});

/** Where an account belongs. Empty `unitId`: no unit; null: no scope, which is everything. */
export const placeFields = {
  unitId: z.string().max(64).optional(),
  scope: ScopeSchema.nullable().optional(),
};

/** Away from the first to the last day, both included. */
export const LeaveSchema = z.strictObject({
  from: DaySchema,
  until: DaySchema,
  deputyId: IdSchema.optional(),
});
export type LeaveView = z.infer<typeof LeaveSchema>;

/** Units by name, for choosing. */
export const UnitNamesSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    level: z.enum(levels),
    isSupervising: z.boolean(),
  }),
);
export type UnitName = z.infer<typeof UnitNamesSchema>[number];
