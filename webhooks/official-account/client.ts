import { z } from 'zod';
import { ChannelError, type Media } from '../../bot/index.ts';
import {
  createAccessToken,
  createCall,
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
  readonly now: () => Date;
};

export type OfficialAccountClient = {
  /** One customer-service text. Throws ChannelError. */
  readonly sendText: (openId: string, text: string, isAi?: boolean) => Promise<void>;
  /** Fetches media that a person sent; WeChat keeps it three days. Throws ChannelError. */
  readonly getMedia: (mediaId: string) => Promise<Media>;
};

const VideoSchema = z.object({ video_url: z.url() });

/** The part of the official account's API that Duxin uses; one refresh when the token has gone stale. */
export function createOfficialAccountClient(options: ClientOptions): OfficialAccountClient {
  const { fetch, apiBase, appId, appSecret, now } = options;
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

  async function sendText(openId: string, content: string, isAi = false): Promise<void> {
    const mark = isAi ? { aimsgcontext: { is_ai_msg: 1 } } : {};
    const body = { touser: openId, msgtype: 'text', text: { content }, ...mark };
    const answer = await withToken(
      token,
      (access_token) => call('/cgi-bin/message/custom/send', { query: { access_token }, body }),
      (given) => tokenErrcodes.has(findErrcode(given)),
    );
    if (findErrcode(answer) !== 0) throw toChannelError(answer);
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
    const video = await readMedia(await reach(fetch, requireWechatHost(data.video_url)));
    if ('answer' in video) throw toChannelError(video.answer);
    return video;
  }

  return { sendText, getMedia };
}

/** Follows an address out of an answer to WeChat's own hosts only. */
function requireWechatHost(url: string): string {
  const { protocol, hostname } = new URL(url);
  const isWechat = /^https?:$/.test(protocol) && /(^|\.)(qq|weixin)\.(com|qq\.com)$/.test(hostname);
  if (!isWechat) throw new ChannelError('refused', 'video_host');
  return url;
}
