/**
 * Splits a text into parts of at most `maxBytes` UTF-8 bytes (4 or more), never within a character, if it
 * can be after a line or a sentence. The parts joined are the text.
 */
export function splitText(text: string, maxBytes: number): readonly string[] {
  const parts: string[] = [];
  let rest = Buffer.from(text);
  while (rest.length > maxBytes) {
    const part = cutNicely(rest.subarray(0, findCharacterStart(rest, maxBytes)).toString());
    parts.push(part);
    rest = rest.subarray(Buffer.byteLength(part));
  }
  return rest.length > 0 ? [...parts, rest.toString()] : parts;
}

/** The last place at or before `index` where a character begins: UTF-8 goes on with bytes 10xxxxxx. */
function findCharacterStart(bytes: Buffer, index: number): number {
  let start = index;
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

/** Up to the last line's or else sentence's end, unless that would leave the part less than half full. */
function cutNicely(part: string): string {
  for (const end of [/\n(?=[^\n]*$)/, /[。！？；!?;](?=[^。！？；!?;]*$)/]) {
    const index = part.search(end);
    if (index >= part.length / 2) return part.slice(0, index + 1);
  }
  return part;
}
