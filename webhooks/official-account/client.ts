import { z } from 'zod';
import { ChannelError, type Media } from '../../bot/index.ts';
import { createCallWechat, type Fetch, reach } from './call-wechat.ts';
import { findErrcode, toChannelError, tokenErrcodes } from './error-policy.ts';
import { createStableToken } from './stable-token.ts';

export type ClientOptions = {
  readonly appId: string;
  readonly appSecret: string;
  /** WeChat's API without a trailing slash. */
  readonly apiBase: string;
  /** Goes through the proxy where one is configured. */
  readonly fetch: Fetch;
  readonly now: () => Date;
};

export type OfficialAccountClient = {
  /** One customer-service text. Throws ChannelError. */
  readonly sendText: (openId: string, text: string) => Promise<void>;
  /** Fetches media that a person sent; WeChat keeps it three days. Throws ChannelError. */
  readonly getMedia: (mediaId: string) => Promise<Media>;
};

const MEDIA_MAX_BYTES = 20 * 1024 * 1024;
const VideoSchema = z.object({ video_url: z.url() });

/** The part of the official account's API that Duxin uses; one refresh when the token has gone stale. */
export function createOfficialAccountClient(options: ClientOptions): OfficialAccountClient {
  const { fetch, apiBase } = options;
  const call = createCallWechat(options);
  const token = createStableToken({ ...options, call });

  /** Tries once more with a fresh token when `attempt` answers that the token is not good. */
  async function withToken<T>(
    attempt: (token: string) => Promise<T>,
    readErrcode: (answer: T) => number | undefined,
  ): Promise<T> {
    const first = await token.get();
    const answer = await attempt(first);
    if (!tokenErrcodes.has(readErrcode(answer) ?? 0)) return answer;
    token.drop(first);
    return attempt(await token.get());
  }

  async function sendText(openId: string, content: string): Promise<void> {
    const body = { touser: openId, msgtype: 'text', text: { content } };
    const answer = await withToken(
      (access_token) => call('/cgi-bin/message/custom/send', { query: { access_token }, body }),
      findErrcode,
    );
    if (findErrcode(answer) !== 0) throw toChannelError(answer);
  }

  async function fetchMedia(access_token: string, mediaId: string): Promise<Media | Refusal> {
    const query = new URLSearchParams({ access_token, media_id: mediaId }).toString();
    return toMedia(await reach(fetch, `${apiBase}/cgi-bin/media/get?${query}`));
  }

  async function getMedia(mediaId: string): Promise<Media> {
    const media = await withToken(
      (access_token) => fetchMedia(access_token, mediaId),
      (answer) => ('answer' in answer ? findErrcode(answer.answer) : undefined),
    );
    if (!('answer' in media)) return media;
    const { success, data } = VideoSchema.safeParse(media.answer);
    if (!success) throw toChannelError(media.answer);
    const video = await toMedia(await reach(fetch, requireWechatHost(data.video_url)));
    if ('answer' in video) throw toChannelError(video.answer);
    return video;
  }

  return { sendText, getMedia };
}

type Refusal = { readonly answer: unknown };

/** Media comes as bytes; an error, or the address of a video, as JSON with the same status 200. */
async function toMedia(response: Response): Promise<Media | Refusal> {
  const mimeType = response.headers.get('content-type')?.split(';')[0]?.trim();
  const bytes = await readCapped(response);
  if (mimeType !== 'application/json' && mimeType !== 'text/plain') {
    return { bytes, ...(mimeType && { mimeType }) };
  }
  try {
    const answer: unknown = JSON.parse(bytes.toString());
    return { answer };
  } catch {
    throw new ChannelError('unreachable', 'garbage');
  }
}

async function readCapped(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MEDIA_MAX_BYTES) break;
    }
  } catch {
    throw new ChannelError('unreachable', 'broken_off');
  }
  if (size > MEDIA_MAX_BYTES) throw new ChannelError('refused', 'media_too_large');
  return Buffer.concat(chunks);
}

/** Follows an address out of an answer to WeChat's own hosts only. */
function requireWechatHost(url: string): string {
  const { protocol, hostname } = new URL(url);
  const isWechat = /^https?:$/.test(protocol) && /(^|\.)(qq|weixin)\.(com|qq\.com)$/.test(hostname);
  if (!isWechat) throw new ChannelError('refused', 'video_host');
  return url;
}
