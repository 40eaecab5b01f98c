import { describe, expect, test } from '@jest/globals';
import { readMedia } from '../../../webhooks/wx-api/index.ts';

const respond = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
  new Response(body, { headers: { 'content-type': type } });

describe('what a platform answers when media is asked for', () => {
  test('is the bytes and their type', async () => {
    const bytes = new Uint8Array([0xff, 0xd8, 0xff]);
    const media = await readMedia(respond(bytes, 'image/jpeg; q=1'));
    expect(media).toEqual({ bytes: Buffer.from(bytes), mimeType: 'image/jpeg' });
  });

  test.each(['application/json', 'text/plain', 'image/jpeg', 'application/octet-stream'])(
    'is an error where it says so with status 200, though it calls itself %s',
    async (type) => {
      const answer = { errcode: 40007, errmsg: 'invalid media_id' };
      expect(await readMedia(respond(JSON.stringify(answer), type))).toEqual({ answer });
    },
  );

  test('that is no JSON though it says so is tried again', async () => {
    await expect(readMedia(respond('<html>', 'application/json'))).rejects.toMatchObject({
      code: 'unreachable',
      detail: 'garbage',
    });
  });
});
