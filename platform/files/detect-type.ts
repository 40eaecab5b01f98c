import { fileTypeFromBuffer } from 'file-type';

const pictures = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/heic',
  'image/heif',
]);

/** Kept as received only: no screen shows them. Documents of the old Office arrive as x-cfb. */
const others = new Set([
  'application/pdf',
  'audio/amr',
  'audio/mpeg',
  'audio/wav',
  'audio/aac',
  'audio/x-m4a',
  'audio/mp4',
  'audio/ogg',
  'video/mp4',
  'video/quicktime',
  'video/3gpp',
  'application/x-cfb',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
]);

export type DetectedType = { readonly mimeType: string; readonly isPicture: boolean };

/** The type that the first bytes prove, whatever the name says; undefined when it isn't one that we take. */
export async function detectType(bytes: Buffer): Promise<DetectedType | undefined> {
  if (isSilk(bytes)) return { mimeType: 'audio/silk', isPicture: false };
  const found = (await fileTypeFromBuffer(bytes))?.mime.split(';')[0];
  if (found === undefined) return undefined;
  if (pictures.has(found)) return { mimeType: found, isPicture: true };
  return others.has(found) ? { mimeType: found, isPicture: false } : undefined;
}

const sampleBytes = 4096;

/** A table as text, which no first bytes prove: by its name, and only where nothing in it speaks for another thing. */
export function detectCsv(name: string, bytes: Buffer): DetectedType | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  const isText = bytes.length > 0 && sample.every((byte) => byte >= 0x20 || isBlank(byte));
  const isMarkup = sample.toString('latin1').trimStart().startsWith('<');
  const isCsv = /\.csv$/iu.test(name) && isText && !isMarkup;
  return isCsv ? { mimeType: 'text/csv', isPicture: false } : undefined;
}

const isBlank = (byte: number): boolean => byte === 0x09 || byte === 0x0a || byte === 0x0d;

/** WeChat's own voices: Skype's SILK, after a byte that only WeChat writes. */
function isSilk(bytes: Buffer): boolean {
  const start = bytes[0] === 2 ? 1 : 0;
  return bytes.subarray(start, start + 9).toString('latin1') === '#!SILK_V3';
}
