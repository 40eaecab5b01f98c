import { z } from 'zod';
import { roles } from '../../people/index.ts';
import { placeFields, ScopeSchema, UnitNamesSchema } from './place.schema.ts';

export const AccountIdSchema = z.object({ id: z.string().min(1).max(64) });

export const NewAccountSchema = z.strictObject({
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{1,31}$/),
  name: z.string().trim().min(1).max(40),
  roles: z.array(z.enum(roles)).min(1),
  password: z.string().min(1).max(200),
  ...placeFields,
});

/** What is absent stays as it is. `password` sets a first password that must be changed. */
export const AccountChangeSchema = z.strictObject({
  version: z.int().nonnegative(),
  name: z.string().trim().min(1).max(40).optional(),
  roles: z.array(z.enum(roles)).min(1).optional(),
  isDisabled: z.boolean().optional(),
  password: z.string().min(1).max(200).optional(),
  /** The member of WeCom behind the account; empty: none. */
  wecomUserId: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^([a-z\d][\w.@-]{0,63})?$/)
    .optional(),
  ...placeFields,
});
export type AccountChange = z.infer<typeof AccountChangeSchema>;

export const AccountViewSchema = z.object({
  id: z.string(),
  version: z.number(),
  username: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  isDisabled: z.boolean(),
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
  /** Whether a member of WeCom is linked; who that is stays sealed. */
  isInWecom: z.boolean(),
  unitId: z.string().optional(),
  scope: ScopeSchema.optional(),
  /** It is more at once than one account may be: the first of a house, until it is split. */
  isCombined: z.boolean(),
});
export type AccountView = z.infer<typeof AccountViewSchema>;

export const AccountListSchema = z.object({
  items: z.array(AccountViewSchema),
  units: UnitNamesSchema,
});
