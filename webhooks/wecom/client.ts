import { z } from 'zod';
import { ChannelError, type Media } from '../../bot/index.ts';
import type { FetchNamed } from '../wx-api/index.ts';
import { createWecomApi, type WecomApiOptions } from './api.ts';
import type { Card, NoticeCard } from './card.ts';

export type WecomClientOptions = WecomApiOptions & {
  readonly agentId: number;
  /** For what a message names by its address. */
  readonly fetchNamed: FetchNamed;
};

/** What WeCom gave back for a message that it took. */
export type WecomReceipt = { readonly messageId?: string };

export type WecomClient = {
  /** `checkS`: for so many seconds an equal request has no effect. Throws ChannelError. */
  readonly sendText: (userId: string, text: string, checkS: number) => Promise<WecomReceipt>;
  readonly sendCard: (
    userId: string,
    card: Card | NoticeCard,
    checkS: number,
  ) => Promise<WecomReceipt>;
  /** Takes the buttons off the card that a member pressed and writes `label` there; a code is good once, for 72 hours. */
  readonly endCard: (userId: string, responseCode: string, label: string) => Promise<void>;
  readonly getMedia: (mediaId: string) => Promise<Media>;
  /** Fetches a picture by the address that its message named. Throws ChannelError. */
  readonly getPicture: FetchNamed;
};

const SentSchema = z.object({
  invaliduser: z.string().default(''),
  unlicenseduser: z.string().default(''),
  msgid: z.string().optional(),
});

/** The part of an app's API that Duxin uses. https://developer.work.weixin.qq.com/document/path/90236 */
export function createWecomClient(options: WecomClientOptions): WecomClient {
  const { agentId: agentid } = options;
  const api = createWecomApi(options);

  async function send(touser: string, message: object, checkS: number): Promise<WecomReceipt> {
    const check = { enable_duplicate_check: 1, duplicate_check_interval: checkS };
    const body = { touser, agentid, ...message, ...check };
    const answer = SentSchema.safeParse(await api.post('/cgi-bin/message/send', body)).data;
    // Taken, but for nobody: the only receiver is named among those who cannot be reached.
    if (answer?.invaliduser) throw new ChannelError('blocked', 'invaliduser');
    if (answer?.unlicenseduser) throw new ChannelError('blocked', 'unlicenseduser');
    return answer?.msgid === undefined ? {} : { messageId: answer.msgid };
  }

  return {
    sendText: (userId, content, checkS) =>
      send(userId, { msgtype: 'text', text: { content } }, checkS),
    sendCard: (userId, template_card, checkS) =>
      send(userId, { msgtype: 'template_card', template_card }, checkS),
    async endCard(userId, response_code, replace_name) {
      const body = { userids: [userId], agentid, response_code, button: { replace_name } };
      await api.post('/cgi-bin/message/update_template_card', body);
    },
    getMedia: api.getMedia,
    getPicture: options.fetchNamed,
  };
}
