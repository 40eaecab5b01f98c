import { z } from 'zod';

const seconds = z.string().regex(/^\d{1,10}$/);
const text = z.string();

/**
 * The fields of a decrypted message, every one text. Only what Duxin reads is listed; what else the platform
 * sends is dropped. A channel adds who its senders are.
 * https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html
 * https://developer.work.weixin.qq.com/document/path/90239
 */
export const MessageFieldsSchema = z.object({
  ToUserName: z.string().min(1).max(64),
  CreateTime: seconds,
  MsgType: z.string().min(1).max(64),
  /** 64 bits: never a number. */
  MsgId: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  Content: text.optional(),
  MediaId: text.optional(),
  PicUrl: text.optional(),
  ThumbMediaId: text.optional(),
  Format: text.optional(),
  Recognition: text.optional(),
  Location_X: text.optional(),
  Location_Y: text.optional(),
  Label: text.optional(),
  Title: text.optional(),
  Description: text.optional(),
  Url: text.optional(),
  Event: z.string().max(64).optional(),
  EventKey: text.optional(),
  ScanCodeInfo: z.object({ ScanResult: text }).optional().catch(undefined),
});
export type MessageFields = z.infer<typeof MessageFieldsSchema>;
