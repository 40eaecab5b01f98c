import { sumWords } from './checksum.ts';

/** Why kept bytes cannot be used. The caller makes them anew, whichever it is. */
export type StampRefusal = 'not_a_snapshot' | 'other_version' | 'damaged';

/** What bytes are: a mark of their kind and the version of their layout, 32 bits each. */
export type Stamp = { readonly mark: number; readonly version: number };

/** Mark, version, checksum and nothing, 32 bits each; a writer leaves so many bytes free in front. */
export const stampSize = 16;
const checkedFrom = stampSize / 4;

/** Writes the stamp into the room in front of the bytes. */
export function stampBytes(bytes: Uint8Array, { mark, version }: Stamp): void {
  const words = toWords(bytes);
  words[0] = mark;
  words[1] = version;
  words[2] = sumWords(words, checkedFrom);
}

/** The bytes where arrays can be used as they lie, or why they are not what was kept. */
export function readStamped(
  given: Uint8Array,
  { mark, version }: Stamp,
): Uint8Array | StampRefusal {
  // Arrays must start at whole words; a piece of a pooled buffer may not.
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  if (bytes.length < stampSize || bytes.length % 8 !== 0) return 'not_a_snapshot';
  const words = toWords(bytes);
  if (words[0] !== mark) return 'not_a_snapshot';
  if (words[1] !== version) return 'other_version';
  return words[2] === sumWords(words, checkedFrom) ? bytes : 'damaged';
}

function toWords(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}
