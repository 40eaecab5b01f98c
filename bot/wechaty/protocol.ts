import { z } from 'zod';

/** Longest words that pass in one message of the protocol, in UTF-16 units. */
const maxText = 20_000;
const id = z.string().min(1).max(200);
const text = z.string().max(maxText);
const generation = z.number().int().positive();

/** Media that the child fetched into the hand-over folder, or could not. */
const media = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept'), bytes: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('lost') }),
]);

const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.literal('image'), media }),
  z.object({ kind: z.literal('voice'), media, format: z.string().max(20) }),
  z.object({ kind: z.literal('video'), media }),
  z.object({ kind: z.literal('file'), media, name: z.string().max(255) }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    label: z.string().max(500),
  }),
  z.object({
    kind: z.literal('link'),
    title: z.string().max(500),
    description: z.string().max(2000),
    url: z.string().max(2000),
  }),
  z.object({ kind: z.literal('unsupported'), type: z.string().max(40) }),
]);

/** One message as the child saw it. `id` is the platform's; `contactId` is an address and stays at the edges. */
export const HandedMessageSchema = z.object({
  id,
  contactId: id,
  sentAtMs: z.number().int().nonnegative(),
  /** When the platform gave it to the child; it may be handed over much later. */
  heardAtMs: z.number().int().nonnegative(),
  /** The account that was logged in: what another account was sent is not ours. */
  accountId: id,
  content,
});
export type HandedMessage = z.infer<typeof HandedMessageSchema>;
export type HandedContent = HandedMessage['content'];

/** What the parent says to its child. */
export const ToChildSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    generation,
    puppet: z.string().min(1),
    token: z.string().optional(),
    folder: z.string().min(1),
    /** Base64; the first seals what is handed over, all of them open what was left. */
    keys: z.array(z.string()).min(1),
  }),
  z.object({ kind: z.literal('ping') }),
  z.object({ kind: z.literal('taken'), id }),
  z.object({ kind: z.literal('send'), order: id, contactId: id, text }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToChild = z.infer<typeof ToChildSchema>;
export type StartChild = Extract<ToChild, { readonly kind: 'start' }>;

/** Why the platform did not take words. */
const sendFailure = z.enum(['offline', 'unknown_contact', 'contacts_loading', 'refused']);
export type SendFailure = z.infer<typeof sendFailure>;

/** Why an attempt ended, in words that hold no secret. */
const failure = z.enum(['no_puppet', 'not_active', 'puppet_error']);

/** What the child says; all of it names the generation that it belongs to. */
export const FromChildSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('active'), generation }),
  z.object({ kind: z.literal('scan'), generation, url: z.string().max(4000) }),
  z.object({ kind: z.literal('login'), generation, accountId: id }),
  z.object({ kind: z.literal('logout'), generation }),
  z.object({ kind: z.literal('failed'), generation, failure }),
  z.object({
    kind: z.literal('beat'),
    generation,
    isActive: z.boolean(),
    isLoggedIn: z.boolean(),
  }),
  z.object({ kind: z.literal('message'), generation, message: HandedMessageSchema }),
  z.object({ kind: z.literal('sent'), generation, order: id }),
  z.object({ kind: z.literal('not_sent'), generation, order: id, failure: sendFailure }),
]);
export type FromChild = z.infer<typeof FromChildSchema>;
