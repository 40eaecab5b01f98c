import { z } from 'zod';
import {
  cellFaultReasons,
  levels,
  powerBases,
  remitKinds,
  supervisingBodies,
  unitFaultReasons,
  unitKinds,
} from '../../people/index.ts';

const longestName = 100;
const NameSchema = z.string().trim().min(1).max(longestName);
const IdSchema = z.string().min(1).max(64);
const facts = {
  name: NameSchema,
  aliases: z.array(NameSchema).max(20),
  kind: z.enum(unitKinds),
  level: z.enum(levels),
  parentId: IdSchema.optional(),
  responsibleOrganId: IdSchema.optional(),
  townId: IdSchema.optional(),
  guideId: IdSchema.optional(),
  areas: z.array(z.string().min(1).max(40)).max(40),
  supervises: z.enum(supervisingBodies).optional(),
  isRetired: z.literal(true).optional(),
};

export const UnitIdSchema = z.object({ id: IdSchema });
export const UnitCreateSchema = z.strictObject(facts);
export const UnitEditSchema = z.strictObject({ version: z.int().positive(), ...facts });

export const UnitViewSchema = z.object({
  id: z.string(),
  version: z.int(),
  ...facts,
  /** Who answers for it. */
  organId: z.string(),
});
export type UnitView = z.infer<typeof UnitViewSchema>;

export const UnitListSchema = z.object({
  items: z.array(UnitViewSchema),
  areas: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type UnitList = z.infer<typeof UnitListSchema>;

export const PowerViewSchema = z.object({
  id: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  matter: z.string(),
  article: z.string(),
  basis: z.enum(powerBases),
  organId: z.string().optional(),
  organName: z.string().optional(),
});
export type PowerView = z.infer<typeof PowerViewSchema>;

/** `replaces` is the line that is edited; absent, it is a new one. */
export const PowerBodySchema = z.strictObject({
  unitId: z.string().min(1).max(100),
  matter: z.string().trim().min(1).max(300),
  article: z.string().trim().min(1).max(1000),
  basis: z.enum(powerBases),
  organId: z.string().min(1).max(100).optional(),
  replaces: z.string().min(1).max(100).optional(),
});

export const CertificateViewSchema = z.object({
  id: z.string(),
  last4: z.string(),
  validUntil: z.string(),
  isValid: z.boolean(),
});

/** What belongs to one unit. */
export const UnitListsSchema = z.object({
  powers: z.array(PowerViewSchema),
  certificates: z.array(CertificateViewSchema),
});
export type UnitLists = z.infer<typeof UnitListsSchema>;

export const PowerQuerySchema = z.object({ query: z.string().trim().min(1).max(100) });
export const PowerListSchema = z.object({ items: z.array(PowerViewSchema), total: z.int() });

export const RemitListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      body: z.enum(supervisingBodies),
      kind: z.enum(remitKinds),
      matter: z.string(),
      source: z.string(),
    }),
  ),
});
export type RemitList = z.infer<typeof RemitListSchema>;

export const unitLists = ['units', 'powers', 'remits', 'certificates'] as const;
export type UnitListName = (typeof unitLists)[number];
export const ListNameSchema = z.object({ list: z.enum(unitLists) });
export const RowListNameSchema = z.object({ list: z.enum(['powers', 'remits', 'certificates']) });
/** Rows to be taken out; ids are digests and may be long. */
export const RemoveSchema = z.strictObject({ ids: z.array(z.string().max(200)).min(1).max(500) });
export const RemovedSchema = z.object({ removed: z.int() });

export const CheckSchema = z.strictObject({ number: z.string().max(60) });
/** Staff learn when it ran out; the public does not. */
export const CheckedSchema = z.object({
  state: z.enum(['valid', 'expired', 'not_found']),
  unitName: z.string().optional(),
  validUntil: z.string().optional(),
});
export type Checked = z.infer<typeof CheckedSchema>;

export const ImportQuerySchema = z.object({
  trial: z.literal('1').optional(),
  /** The sheet is the whole list of the units or bodies that it names. */
  whole: z.literal('1').optional(),
});
export const ExportQuerySchema = z.object({
  unitId: IdSchema.optional(),
  as: z.enum(['csv', 'xlsx']).optional(),
});

export const ListImportSchema = z.object({
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  removed: z.int(),
  /** The first of what would change, in words. */
  items: z.array(z.object({ change: z.enum(['added', 'changed']), title: z.string() })),
  faults: z.array(
    z.object({
      row: z.int().positive(),
      column: z.string(),
      reason: z.enum([...cellFaultReasons, ...unitFaultReasons]),
    }),
  ),
  /** All faults, of which the first are shown. */
  faultCount: z.int(),
  /** Why the file could not be read at all. */
  refused: z.string().optional(),
});
export type ListImportView = z.infer<typeof ListImportSchema>;
