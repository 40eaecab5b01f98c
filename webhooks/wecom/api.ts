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

export type WecomApiOptions = Reach & {
  readonly corpId: string;
  /** The app's secret: each app, and customer service, has a token of its own. */
  readonly secret: string;
  readonly now: () => Date;
};

export type WecomApi = {
  /** Posts to a path; resolves with an answer whose errcode is 0. Throws ChannelError, `detail` the errcode. */
  readonly post: (path: string, body: unknown) => Promise<unknown>;
  /** Fetches media that a person sent; WeCom keeps it three days. Throws ChannelError. */
  readonly getMedia: (mediaId: string) => Promise<Media>;
};

/** One app's way into WeCom's API; one refresh when the token has gone stale. */
export function createWecomApi(options: WecomApiOptions): WecomApi {
  const { fetch, apiBase, corpId, secret, now } = options;
  const call = createCall(options);
  /** https://developer.work.weixin.qq.com/document/path/91039 */
  const token = createAccessToken({
    request: () => call('/cgi-bin/gettoken', { query: { corpid: corpId, corpsecret: secret } }),
    toError: toChannelError,
    now,
  });

  async function fetchMedia(access_token: string, mediaId: string): Promise<MediaAnswer> {
    const query = new URLSearchParams({ access_token, media_id: mediaId }).toString();
    return readMedia(await reach(fetch, `${apiBase}/cgi-bin/media/get?${query}`));
  }

  return {
    async post(path, body) {
      const answer = await withToken(
        token,
        (access_token) => call(path, { query: { access_token }, body }),
        (given) => tokenErrcodes.has(findErrcode(given)),
      );
      if (findErrcode(answer) !== 0) throw toChannelError(answer);
      return answer;
    },
    async getMedia(mediaId) {
      const media = await withToken(
        token,
        (access_token) => fetchMedia(access_token, mediaId),
        (given) => 'answer' in given && tokenErrcodes.has(findErrcode(given.answer)),
      );
      if (!('answer' in media)) return media;
      throw findErrcode(media.answer) === 0
        ? new ChannelError('refused', 'no_media')
        : toChannelError(media.answer);
    },
  };
}
