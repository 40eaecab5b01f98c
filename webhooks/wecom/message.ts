import { z } from 'zod';
import { MessageFieldsSchema } from '../wx-callback/index.ts';

/** A member's id, of any letter case; never `@all`, which would speak to everybody. */
const UserIdSchema = z
  .string()
  .regex(/^[A-Za-z\d][\w.@-]{0,63}$/)
  .transform((userId) => userId.toLowerCase());

/** A decrypted message of a member. https://developer.work.weixin.qq.com/document/path/90240 */
export const WecomMessageSchema = MessageFieldsSchema.extend({
  FromUserName: UserIdSchema,
  AgentID: z.string().max(20).optional(),
  /** The card of a card event, and the code, good for one change, by which the card is changed. */
  TaskId: z.string().max(128).optional(),
  ResponseCode: z.string().max(512).optional(),
  /** What was chosen from a card's list, the first of it. */
  SelectedItems: z
    .object({
      SelectedItem: z.object({ OptionIds: z.object({ OptionId: z.string().max(128) }) }),
    })
    .optional()
    .catch(undefined),
});
export type WecomMessage = z.infer<typeof WecomMessageSchema>;
