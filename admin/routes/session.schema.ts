import { z } from 'zod';
import { permissionNames, roles } from '../../people/index.ts';

const PasswordSchema = z.string().min(1).max(200);

export const SignInSchema = z.strictObject({
  username: z.string().min(1).max(64),
  password: PasswordSchema,
  totp: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

export const ChangePasswordSchema = z.strictObject({
  current: PasswordSchema,
  next: PasswordSchema,
});

/** Who is signed in and what the console may offer them. */
export const SessionViewSchema = z.object({
  accountId: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  permissions: z.array(z.enum(permissionNames)),
  mustChangePassword: z.boolean(),
});
export type SessionView = z.infer<typeof SessionViewSchema>;

export const EmptySchema = z.object({});
