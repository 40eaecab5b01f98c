/** The documents that have a key, ascending, and their impact steps beside them, between two places of longer lists. */
export type Postings = {
  readonly documents: Uint16Array;
  readonly impacts: Uint8Array;
  readonly from: number;
  readonly to: number;
};

/** The impact step of one document; 0 when it is not among them. */
export function findStep({ documents, impacts, from, to }: Postings, document: number): number {
  let low = from;
  let high = to - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = documents[middle] ?? 0;
    if (found === document) return impacts[middle] ?? 0;
    if (found < document) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
