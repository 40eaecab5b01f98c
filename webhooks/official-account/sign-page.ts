import { createHash } from 'node:crypto';

export type SignedPage = {
  readonly nonceStr: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly signature: string;
};

/**
 * The signature by which WeChat's script believes that a page is the account's; `url` without its fragment.
 * https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html, appendix 1.
 */
export function signPage(
  ticket: string,
  { url, nonceStr, timestamp }: Omit<SignedPage, 'signature'> & { readonly url: string },
): SignedPage {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;
  return { nonceStr, timestamp, signature: createHash('sha1').update(text).digest('hex') };
}
