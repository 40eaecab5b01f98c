import { ReadFileError } from './fault.ts';

/** What the first bytes prove, whatever the name says. */
export type FileKind = 'zip' | 'text';

const starts: readonly (readonly [kind: 'zip' | 'refused' | 'old_office', hex: string])[] = [
  ['zip', '504b0304'],
  ['zip', '504b0506'],
  ['old_office', 'd0cf11e0'],
  ['refused', '25504446'], // PDF
  ['refused', '7b5c727466'], // RTF
  ['refused', '89504e47'], // PNG
  ['refused', 'ffd8ff'], // JPEG
  ['refused', '47494638'], // GIF
  ['refused', '526172211a'], // RAR
  ['refused', '377abcaf271c'], // 7z
  ['refused', '1f8b'], // gzip
  ['refused', '4d5a9000'], // Windows program
  ['refused', '7f454c46'], // Linux program
];

/** Throws ReadFileError for kinds that are not read. */
export function sniffKind(bytes: Buffer): FileKind {
  if (bytes.length === 0) throw new ReadFileError('file_empty');
  const head = bytes.subarray(0, 8).toString('hex');
  const [kind = 'text'] = starts.find(([, start]) => head.startsWith(start)) ?? [];
  if (kind === 'old_office') throw new ReadFileError('file_old_office');
  if (kind === 'refused') throw new ReadFileError('file_kind_refused');
  return kind;
}
