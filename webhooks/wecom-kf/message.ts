import { z } from 'zod';

const id = z.string().regex(/^[\w-]{1,64}$/);
const media = z.object({ media_id: z.string().min(1) }).optional();
const text = z.string().default('');

/** What an account's customers, the platform and its servicers did. https://developer.work.weixin.qq.com/document/path/94670 */
export const KfMessageSchema = z.object({
  msgid: z.string().min(1).max(200),
  open_kfid: id.optional(),
  external_userid: id.optional(),
  /** Seconds since 1970. */
  send_time: z.number().nonnegative(),
  /** 3 a customer, 4 the platform, 5 a servicer. */
  origin: z.number(),
  msgtype: z.string().max(64),
  text: z.object({ content: text, menu_id: z.string().optional() }).optional(),
  image: media,
  voice: media,
  video: media,
  file: media,
  location: z
    .object({ latitude: z.number(), longitude: z.number(), name: text, address: text })
    .optional(),
  link: z.object({ title: text, desc: text, url: text }).optional(),
  event: z
    .object({
      event_type: z.string().max(64),
      open_kfid: id.optional(),
      external_userid: id.optional(),
      scene_param: z.string().max(512).optional(),
      welcome_code: z.string().max(512).optional(),
      fail_msgid: z.string().max(200).optional(),
      fail_type: z.number().optional(),
      change_type: z.number().optional(),
    })
    .optional(),
});
export type KfMessage = z.infer<typeof KfMessageSchema>;
export type KfEvent = NonNullable<KfMessage['event']>;

/** One page of what happened. Messages that cannot be read are left out and counted. */
export type KfPage = {
  readonly messages: readonly KfMessage[];
  readonly unreadable: number;
  readonly nextCursor: string;
  /** May hold although the page is empty. */
  readonly hasMore: boolean;
};

const PageSchema = z.object({
  next_cursor: z.string().default(''),
  has_more: z.number().default(0),
  msg_list: z.array(z.unknown()).default([]),
});

/** Reads a page; undefined when the answer is none. */
export function readPage(answer: unknown): KfPage | undefined {
  const { success, data } = PageSchema.safeParse(answer);
  if (!success) return undefined;
  const read = data.msg_list.map((message) => KfMessageSchema.safeParse(message).data);
  const messages = read.filter((message) => message !== undefined);
  return {
    messages,
    unreadable: read.length - messages.length,
    nextCursor: data.next_cursor,
    hasMore: data.has_more === 1,
  };
}
