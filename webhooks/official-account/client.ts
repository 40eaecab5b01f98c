import { z } from 'zod';
import { ChannelError, type Media, type Receipt } from '../../bot/index.ts';
import {
  createAccessToken,
  createCall,
  type FetchNamed,
  findErrcode,
  type MediaAnswer,
  type Reach,
  reach,
  readMedia,
  withToken,
} from '../wx-api/index.ts';
import { toChannelError, tokenErrcodes } from './error-policy.ts';

export type ClientOptions = Reach & {
  readonly appId: string;
  readonly appSecret: string;
  /** For what an answer or a message names by its address. */
  readonly fetchNamed: FetchNamed;
  readonly now: () => Date;
};

/** What fills a template's fields: each by its name, at most 20 characters of a `thing`. */
export type TemplateNotice = {
  readonly templateId: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly clientMsgId?: string;
};

export type OfficialAccountClient = {
  /** One customer-service text. Throws ChannelError. */
  readonly sendText: (openId: string, text: string, isAi?: boolean) => Promise<void>;
  /** One template message; WeChat sends none twice to one person under one `clientMsgId` within about 10 minutes. */
  readonly sendTemplate: (openId: string, notice: TemplateNotice) => Promise<Receipt>;
  /** One subscription notice, which spends a consent. Throws ChannelError `no_consent` when there is none left. */
  readonly sendSubscription: (openId: string, notice: TemplateNotice) => Promise<Receipt>;
  /** The address that a permanent code for `scene` holds, 1 to 64 characters; an account has 100,000. Throws ChannelError. */
  readonly createPermanentCode: (scene: string) => Promise<string>;
  /** What signs a page of ours for WeChat's script; kept for as long as WeChat says. Throws ChannelError. */
  readonly getPageTicket: () => Promise<string>;
  /** Fetches media that a person sent; WeChat keeps it three days. Throws ChannelError. */
  readonly getMedia: (mediaId: string) => Promise<Media>;
  /** Fetches a picture by the address that its message named. Throws ChannelError. */
  readonly getPicture: FetchNamed;
};

const noConsentErrcode = '43101';
const MessageIdSchema = z.object({ msgid: z.union([z.number(), z.string()]) });
const CodeSchema = z.object({ url: z.url({ protocol: /^https?$/ }) });
const PageTicketSchema = z.object({ ticket: z.string().min(1), expires_in: z.number() });
const VideoSchema = z.object({ video_url: z.url() });

/** The part of the official account's API that Duxin uses; one refresh when the token has gone stale. */
export function createOfficialAccountClient(options: ClientOptions): OfficialAccountClient {
  const { fetch, fetchNamed, apiBase, appId, appSecret, now } = options;
  const call = createCall(options);
  /** https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html */
  const token = createAccessToken({
    request() {
      const body = { grant_type: 'client_credential', appid: appId, secret: appSecret };
      return call('/cgi-bin/stable_token', { body });
    },
    toError: toChannelError,
    now,
  });

  async function ask(path: string, body: unknown, query = {}): Promise<unknown> {
    return withToken(
      token,
      (access_token) => call(path, { query: { access_token, ...query }, body }),
      (given) => tokenErrcodes.has(findErrcode(given)),
    );
  }

  /** https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html, appendix 1. */
  const pageTicket = createAccessToken({
    async request() {
      const answer = await ask('/cgi-bin/ticket/getticket', undefined, { type: 'jsapi' });
      const { success, data } = PageTicketSchema.safeParse(answer);
      return success ? { access_token: data.ticket, expires_in: data.expires_in } : answer;
    },
    toError: toChannelError,
    now,
  });

  async function send(path: string, body: unknown): Promise<unknown> {
    const answer = await ask(path, body);
    if (findErrcode(answer) !== 0) throw toChannelError(answer);
    return answer;
  }

  async function sendText(openId: string, content: string, isAi = false): Promise<void> {
    const mark = isAi ? { aimsgcontext: { is_ai_msg: 1 } } : {};
    const body = { touser: openId, msgtype: 'text', text: { content }, ...mark };
    await send('/cgi-bin/message/custom/send', body);
  }

  async function sendTemplate(openId: string, notice: TemplateNotice): Promise<Receipt> {
    const { clientMsgId, url } = notice;
    const answer = await send('/cgi-bin/message/template/send', {
      ...toTemplateBody(openId, notice),
      ...(url !== undefined && { url }),
      ...(clientMsgId !== undefined && { client_msg_id: clientMsgId }),
    });
    return { at: now(), ...findMessageId(answer) };
  }

  async function sendSubscription(openId: string, notice: TemplateNotice): Promise<Receipt> {
    const { url } = notice;
    const body = { ...toTemplateBody(openId, notice), ...(url !== undefined && { page: url }) };
    try {
      return {
        at: now(),
        ...findMessageId(await send('/cgi-bin/message/subscribe/bizsend', body)),
      };
    } catch (error) {
      // Elsewhere this code means a person who wants nothing; here only that the consent is spent.
      if (error instanceof ChannelError && error.detail === noConsentErrcode) {
        throw new ChannelError('no_consent', noConsentErrcode, { cause: error });
      }
      throw error;
    }
  }

  /** https://developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode.html */
  async function createPermanentCode(scene_str: string): Promise<string> {
    // What succeeds carries no code.
    const answer = await ask('/cgi-bin/qrcode/create', {
      action_name: 'QR_LIMIT_STR_SCENE',
      action_info: { scene: { scene_str } },
    });
    const { success, data } = CodeSchema.safeParse(answer);
    if (!success) throw toChannelError(answer);
    return data.url;
  }

  async function fetchMedia(access_token: string, mediaId: string): Promise<MediaAnswer> {
    const query = new URLSearchParams({ access_token, media_id: mediaId }).toString();
    return readMedia(await reach(fetch, `${apiBase}/cgi-bin/media/get?${query}`));
  }

  async function getMedia(mediaId: string): Promise<Media> {
    const media = await withToken(
      token,
      (access_token) => fetchMedia(access_token, mediaId),
      (given) => 'answer' in given && tokenErrcodes.has(findErrcode(given.answer)),
    );
    if (!('answer' in media)) return media;
    const { success, data } = VideoSchema.safeParse(media.answer);
    if (!success) throw toChannelError(media.answer);
    return fetchNamed(data.video_url);
  }

  return {
    sendText,
    sendTemplate,
    sendSubscription,
    createPermanentCode,
    getPageTicket: () => pageTicket.get(),
    getMedia,
    getPicture: fetchNamed,
  };
}

function toTemplateBody(touser: string, { templateId, fields }: TemplateNotice) {
  const data = Object.entries(fields).map(([name, value]) => [name, { value }]);
  return { touser, template_id: templateId, data: Object.fromEntries(data) };
}

function findMessageId(answer: unknown): Pick<Receipt, 'platformId'> {
  const { success, data } = MessageIdSchema.safeParse(answer);
  return success ? { platformId: String(data.msgid) } : {};
}
