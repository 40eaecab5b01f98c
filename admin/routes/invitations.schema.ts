import { z } from 'zod';

export const NewInvitationSchema = z.strictObject({
  organisation: z.string().trim().min(1).max(100),
  /** The specialist's term in months. */
  termMonths: z.int().min(1).max(60),
  /** How long the code may be used. */
  validDays: z.int().min(1).max(90),
  /** The used invitation of the specialist who leaves: their open tickets go to whoever uses the new one. */
  succeeds: z.string().min(1).max(64).optional(),
});

const invitationStates = ['open', 'used', 'expired'] as const;

const InvitationViewSchema = z.object({
  id: z.string(),
  organisation: z.string(),
  termUntil: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  createdBy: z.string(),
  state: z.enum(invitationStates),
});
export type InvitationView = z.infer<typeof InvitationViewSchema>;

export const InvitationListSchema = z.object({ items: z.array(InvitationViewSchema) });

/** The only answer that holds the code: it is kept nowhere. */
export const NewInvitationViewSchema = InvitationViewSchema.extend({ code: z.string() });
