import { describe, expect, it } from '@jest/globals';
import { Buffer } from 'node:buffer';
import sharp from 'sharp';
import { detectType } from '../../../platform/files/detect-type.ts';
import { makeWorkingCopy } from '../../../platform/files/working-copy.ts';

const grey = { r: 120, g: 130, b: 140 };

function buildPicture(width: number, height: number, background = grey) {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** A picture as a phone takes it: lying on its side, with the place and the owner in its EXIF. */
function buildPhonePicture(): Promise<Buffer> {
  return buildPicture(400, 200)
    .withExif({
      IFD0: { Artist: 'CANARY-OWNER' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '34/1 20/1 1234/100' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

describe('the working copy of a picture', () => {
  it('has neither place nor owner, and stands upright', async () => {
    const original = await buildPhonePicture();
    expect((await sharp(original).metadata()).exif?.toString('latin1')).toContain('CANARY-OWNER');
    const copy = await makeWorkingCopy(original, 'image/jpeg');
    const metadata = await sharp(copy).metadata();
    expect(metadata.exif).toBeUndefined();
    expect(metadata.xmp).toBeUndefined();
    expect(metadata.iptc).toBeUndefined();
    expect(copy?.includes('CANARY-OWNER')).toBe(false);
    expect([metadata.width, metadata.height]).toEqual([200, 400]);
  });

  it('is at most 2048 pixels a side and never enlarged', async () => {
    const large = await makeWorkingCopy(
      await buildPicture(4000, 3000).png().toBuffer(),
      'image/png',
    );
    const { width, height } = await sharp(large).metadata();
    expect([width, height]).toEqual([2048, 1536]);
    const small = await makeWorkingCopy(await buildPicture(30, 20).webp().toBuffer(), 'image/webp');
    expect((await sharp(small).metadata()).width).toBe(30);
  });

  it.each(['png', 'webp', 'gif', 'avif'] as const)('is a JPEG of a %s', async (format) => {
    const picture = await buildPicture(64, 48).toFormat(format).toBuffer();
    const type = await detectType(picture);
    expect(type).toEqual({ mimeType: `image/${format}`, isPicture: true });
    const copy = await makeWorkingCopy(picture, `image/${format}`);
    expect((await sharp(copy).metadata()).format).toBe('jpeg');
  });

  it('loses what was hidden behind the picture', async () => {
    const picture = await buildPicture(64, 48).jpeg().toBuffer();
    const polyglot = Buffer.concat([
      picture,
      Buffer.from('<script>alert(1)</script>PK\u0003\u0004'),
    ]);
    const copy = await makeWorkingCopy(polyglot, 'image/jpeg');
    expect(copy?.includes('<script>')).toBe(false);
    expect((await sharp(copy).metadata()).width).toBe(64);
  });

  it('is refused for a picture that ends too early', async () => {
    const noise = Buffer.from(
      Array.from({ length: 300 * 300 * 3 }, (_, index) => (index * 7919) % 251),
    );
    const raw = { width: 300, height: 300, channels: 3 } as const;
    const picture = await sharp(noise, { raw }).jpeg().toBuffer();
    const half = picture.subarray(0, picture.length / 2);
    await expect(makeWorkingCopy(half, 'image/jpeg')).rejects.toMatchObject({
      code: 'file_unreadable',
    });
  });

  it('is refused for a small file that unfolds into too many pixels', async () => {
    const bomb = await sharp({
      create: { width: 16_000, height: 16_000, channels: 3, background: grey },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(10 * 1024 * 1024);
    await expect(makeWorkingCopy(bomb, 'image/png')).rejects.toMatchObject({
      code: 'file_unreadable',
    });
  });

  it('does not exist where this machine cannot decode', async () => {
    expect(await makeWorkingCopy(Buffer.from('anything'), 'image/heic')).toBeUndefined();
  });
});

describe('the type of a file', () => {
  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing that can hold scripts', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    [
      'a drawing with an XML head',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
    ['plain text', '处罚决定书'],
    ['a program', 'MZ\u0090\u0000'],
    ['nothing', ''],
  ])('is refused when it is %s', async (_what, content) => {
    expect(await detectType(Buffer.from(content, 'latin1'))).toBeUndefined();
  });

  it('is what the bytes say, and a PDF is kept without a picture', async () => {
    expect(await detectType(Buffer.from('%PDF-1.7\n%âãÏÓ\n'))).toEqual({
      mimeType: 'application/pdf',
      isPicture: false,
    });
    expect(await detectType(Buffer.from('#!AMR\nabcdefgh'))).toEqual({
      mimeType: 'audio/amr',
      isPicture: false,
    });
  });
});
