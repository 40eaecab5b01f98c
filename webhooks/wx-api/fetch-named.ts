import { ChannelError, type Media } from '../../bot/index.ts';
import { type Download, reach } from './call.ts';
import { readMedia } from './read-media.ts';

/** Where WeChat and WeCom keep pictures that people sent, and WeChat its videos. */
const hosts: ReadonlySet<string> = new Set([
  'mmbiz.qpic.cn',
  'mmsns.qpic.cn',
  'wework.qpic.cn',
  'shp.qpic.cn',
  'p.qpic.cn',
  'mp.weixin.qq.com',
  'api.weixin.qq.com',
]);
const hostEnds = ['.tc.qq.com', '.video.qq.com'] as const;

/** The address over https when it lies on one of the platform's own hosts; undefined for every other. */
export function toPlatformUrl(named: string): string | undefined {
  if (!URL.canParse(named)) return undefined;
  const url = new URL(named);
  // WeChat still writes http; its hosts answer both.
  if (url.protocol === 'http:') url.protocol = 'https:';
  const isPlain = url.protocol === 'https:' && `${url.port}${url.username}${url.password}` === '';
  const isListed = hosts.has(url.hostname) || hostEnds.some((end) => url.hostname.endsWith(end));
  return isPlain && isListed ? url.href : undefined;
}

/** Fetches media by an address that the platform named. Throws ChannelError, `refused` for other hosts. */
export type FetchNamed = (url: string) => Promise<Media>;

/** `fetch` must refuse addresses within the house; size and time are capped, redirects are not followed. */
export function createFetchNamed(
  fetch: (url: string, init: RequestInit) => Promise<Download>,
): FetchNamed {
  return async function fetchNamed(named) {
    const url = toPlatformUrl(named);
    if (url === undefined) throw new ChannelError('refused', 'foreign_host');
    const media = await readMedia(await reach(fetch, url));
    if ('answer' in media) throw new ChannelError('refused', 'no_media');
    return media;
  };
}
