/** A 32-bit sum over whole 32-bit words from `from` on: any one changed word changes it. Finds damage, not malice. */
export function sumWords(words: Uint32Array, from: number): number {
  let even = 0x9e37_79b9;
  let odd = 0x85eb_ca6b;
  // Two sums at once: each step waits for the one before, and an index is 25 million words.
  for (let at = from; at + 1 < words.length; at += 2) {
    even = Math.imul(even ^ (words[at] ?? 0), 0x0100_0193);
    odd = Math.imul(odd ^ (words[at + 1] ?? 0), 0xc2b2_ae35);
    even = (even << 5) | (even >>> 27);
    odd = (odd << 7) | (odd >>> 25);
  }
  if ((words.length - from) % 2 === 1) even = Math.imul(even ^ (words.at(-1) ?? 0), 0x0100_0193);
  return (Math.imul(even, 0x27d4_eb2f) ^ odd ^ words.length) >>> 0;
}
