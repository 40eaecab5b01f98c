import { describe, expect, test } from '@jest/globals';
import { createPublicFetch } from '../../../platform/http/index.ts';
import { createFetchNamed, toPlatformUrl } from '../../../webhooks/wx-api/index.ts';

describe('an address that a message names', () => {
  test.each([
    ['http://mmbiz.qpic.cn/mmbiz_jpg/a/0', 'https://mmbiz.qpic.cn/mmbiz_jpg/a/0'],
    ['https://wework.qpic.cn/a', 'https://wework.qpic.cn/a'],
    ['http://vweixinf.tc.qq.com/1/v.mp4?k=2', 'https://vweixinf.tc.qq.com/1/v.mp4?k=2'],
    ['https://mmbiz.qpic.cn.evil.test/a', undefined],
    ['https://evil-mmbiz.qpic.cn/a', undefined],
    ['https://mmbiz.qpic.cn@evil.test/a', undefined],
    ['https://user@mmbiz.qpic.cn/a', undefined],
    ['https://mmbiz.qpic.cn:8443/a', undefined],
    ['https://169.254.169.254/latest/meta-data', undefined],
    ['http://[::ffff:127.0.0.1]/a', undefined],
    ['file:///etc/hosts', undefined],
    ['ftp://mmbiz.qpic.cn/a', undefined],
    ['nothing', undefined],
  ])('%s is followed as %s', (named, url) => {
    expect(toPlatformUrl(named)).toBe(url);
  });

  test('is fetched once, without redirects, and only with the platform', async () => {
    const asked: [string, RequestInit['redirect']][] = [];
    const fetchNamed = createFetchNamed(async (url, { redirect }) => {
      asked.push([url, redirect]);
      return new Response('film', { headers: { 'content-type': 'video/mp4' } });
    });
    const media = await fetchNamed('http://mmbiz.qpic.cn/a');
    expect(media).toEqual({ bytes: Buffer.from('film'), mimeType: 'video/mp4' });
    await expect(fetchNamed('https://evil.test/a')).rejects.toMatchObject({ code: 'refused' });
    expect(asked).toEqual([['https://mmbiz.qpic.cn/a', 'error']]);
  });

  test('that is too large, or no media, is refused', async () => {
    const answers = [new Response(Buffer.alloc(21 * 1024 * 1024)), Response.json({ errcode: 1 })];
    const fetchNamed = createFetchNamed(async () => answers.shift() ?? new Response());
    for (const detail of ['media_too_large', 'no_media']) {
      await expect(fetchNamed('https://mmbiz.qpic.cn/a')).rejects.toMatchObject({
        code: 'refused',
        detail,
      });
    }
  });

  test('is not connected to within the house', async () => {
    const fetch = await createPublicFetch(undefined);
    await expect(fetch('https://localhost:9443/a', {})).rejects.toMatchObject({
      cause: { code: 'ENOTPUBLIC' },
    });
  });
});
