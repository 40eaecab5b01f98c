import { ReadFileError } from './fault.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const marks: readonly { readonly encoding: Encoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];
/** How much of a text must be letters, marks and blanks for the encoding to be believed. */
const plausibleShare = 0.97;
const plausible = /[\p{L}\p{N}\p{P}\p{S}\p{Z}\t\r\n]/u;
const sampleLength = 4000;
const controls = /(?![\t\n\v\f\r])\p{Cc}/u;

/**
 * The text of bytes in UTF-8, UTF-16 or GB18030, with or without a byte order mark; lines end with \n. Throws
 * `file_encoding_unknown`, and `file_kind_refused` for what is no text.
 */
export function decodeText(bytes: Buffer): string {
  const mark = marks.find((candidate) => candidate.bytes.every((byte, at) => bytes[at] === byte));
  const text = mark === undefined ? guess(bytes) : tryDecode(bytes, mark.encoding);
  if (text === undefined) throw new ReadFileError('file_encoding_unknown');
  if (controls.test(text.slice(0, sampleLength))) throw new ReadFileError('file_kind_refused');
  return text.replaceAll(/\r\n?/g, '\n');
}

/** The name of a ZIP's member: UTF-8 when it says so or fits, else as Chinese Windows writes it. */
export function decodeName(bytes: Buffer, isUtf8: boolean): string {
  const order: readonly Encoding[] = isUtf8 ? ['utf-8'] : ['utf-8', 'gb18030'];
  for (const encoding of order) {
    const name = tryDecode(bytes, encoding);
    if (name !== undefined) return name;
  }
  throw new ReadFileError('file_damaged');
}

/** A zero byte is in every UTF-16 text that has a line end or a digit, and in no other text. */
function guess(bytes: Buffer): string | undefined {
  const order: readonly Encoding[] = bytes.includes(0)
    ? ['utf-16le', 'utf-16be']
    : ['utf-8', 'gb18030'];
  return order
    .map((encoding) => tryDecode(bytes, encoding))
    .find((text) => text !== undefined && isPlausible(text));
}

function tryDecode(bytes: Buffer, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isPlausible(text: string): boolean {
  const sample = Array.from(text.slice(0, sampleLength));
  const fit = sample.filter((character) => plausible.test(character) && !isRare(character)).length;
  return fit >= sample.length * plausibleShare;
}

/** Letters that UTF-16 read the wrong way round is full of, and papers are not. */
function isRare(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const isHan = code >= 0x4e_00 && code <= 0x9f_ff;
  const isCommon = code < 0x02_50 || (code >= 0x20_00 && code <= 0x33_ff) || code >= 0xfe_30;
  return !isHan && !isCommon;
}
