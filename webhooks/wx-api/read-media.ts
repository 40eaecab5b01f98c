import { ChannelError, type Media } from '../../bot/index.ts';
import type { Download } from './call.ts';

const MEDIA_MAX_BYTES = 20 * 1024 * 1024;

/** Media, or what was answered instead of it. */
export type MediaAnswer = Media | { readonly answer: unknown };

/**
 * Reads media, at most 20 MB; an error, or the address of a video, comes as JSON with the same status 200.
 * Throws ChannelError.
 */
export async function readMedia(response: Download): Promise<MediaAnswer> {
  const mimeType = response.headers.get('content-type')?.split(';')[0]?.trim();
  const bytes = await readCapped(response);
  const isNamedJson = mimeType === 'application/json' || mimeType === 'text/plain';
  if (!isNamedJson && !isRefusal(bytes)) return { bytes, ...(mimeType && { mimeType }) };
  try {
    const answer: unknown = JSON.parse(bytes.toString());
    return { answer };
  } catch {
    throw new ChannelError('unreachable', 'garbage');
  }
}

/** Some answers with an error code bear the type of the media that was asked for. */
function isRefusal(bytes: Buffer): boolean {
  return /^\s*\{\s*"errcode"/.test(bytes.subarray(0, 64).toString('latin1'));
}

async function readCapped(response: Download): Promise<Buffer> {
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
