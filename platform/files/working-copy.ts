import type { Sharp } from 'sharp';
import { FileError, type Box } from '../../bot/index.ts';

const maxSidePx = 2048;
/** 64 megapixels: above what phones send, below what a decompression bomb needs. */
const maxPixels = 64_000_000;
const timeoutSeconds = 20;
/** The bundled libvips has no HEVC decoder: such pictures are kept as received, without a working copy. */
const undecodable = new Set(['image/heic', 'image/heif']);
const boxColour = '#000000';

/**
 * A picture made anew as JPEG: upright, at most 2048 px a side, without EXIF or anything hidden behind it, and with
 * nothing left of what lies under the boxes. Throws FileError.
 */
export async function makeWorkingCopy(
  bytes: Buffer,
  mimeType: string,
  boxes: readonly Box[] = [],
): Promise<Buffer | undefined> {
  if (undecodable.has(mimeType)) return undefined;
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  try {
    const upright = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 })
      .timeout({ seconds: timeoutSeconds })
      .autoOrient()
      .resize({ width: maxSidePx, height: maxSidePx, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' });
    if (boxes.length === 0) return await toJpeg(upright);
    const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    return await toJpeg(sharp(data, { raw }).composite(boxes.map((box) => toOverlay(box, raw))));
  } catch {
    // sharp's message may quote the picture's own text, so it goes no further.
    throw new FileError('file_unreadable');
  }
}

const toJpeg = (picture: Sharp) => picture.jpeg({ quality: 85 }).toBuffer();

/** A box in pixels, rounded outwards and never beyond the picture. */
function toOverlay(box: Box, picture: { readonly width: number; readonly height: number }) {
  const left = Math.min(picture.width - 1, Math.floor(box.left * picture.width));
  const top = Math.min(picture.height - 1, Math.floor(box.top * picture.height));
  const right = Math.min(picture.width, Math.ceil((box.left + box.width) * picture.width));
  const bottom = Math.min(picture.height, Math.ceil((box.top + box.height) * picture.height));
  const size = { width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
  return { input: { create: { ...size, channels: 3, background: boxColour } }, left, top } as const;
}
