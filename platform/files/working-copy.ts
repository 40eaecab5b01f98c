import { FileError } from '../../bot/index.ts';

const maxSidePx = 2048;
/** 64 megapixels: above what phones send, below what a decompression bomb needs. */
const maxPixels = 64_000_000;
const timeoutSeconds = 20;
/** The bundled libvips has no HEVC decoder: such pictures are kept as received, without a working copy. */
const undecodable = new Set(['image/heic', 'image/heif']);

/** A picture made anew as JPEG: upright, at most 2048 px a side, without EXIF or anything hidden behind it. Throws FileError. */
export async function makeWorkingCopy(
  bytes: Buffer,
  mimeType: string,
): Promise<Buffer | undefined> {
  if (undecodable.has(mimeType)) return undefined;
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  try {
    return await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 })
      .timeout({ seconds: timeoutSeconds })
      .autoOrient()
      .resize({ width: maxSidePx, height: maxSidePx, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85 })
      .toBuffer();
  } catch {
    // sharp's message may quote the picture's own text, so it goes no further.
    throw new FileError('file_unreadable');
  }
}
