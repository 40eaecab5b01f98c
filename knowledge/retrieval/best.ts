/** A document by its part and its number there, with its score. */
export type Candidate = { readonly part: number; readonly document: number; score: number };

/** Keeps the highest scored of many documents. */
export type Best = {
  /** A score must be above this to get in. */
  readonly floor: () => number;
  readonly add: (score: number, part: number, document: number) => void;
  /** What was kept, in no order. */
  readonly list: () => readonly Candidate[];
};

/** A binary heap with the lowest score on top; among equals who came first stays. */
export function createBest(most: number): Best {
  const scores = new Float32Array(most);
  const parts = new Uint16Array(most);
  const documents = new Uint16Array(most);
  let count = 0;

  function place(at: number, score: number, part: number, document: number): void {
    scores[at] = score;
    parts[at] = part;
    documents[at] = document;
  }

  function move(from: number, to: number): void {
    place(to, scores[from] ?? 0, parts[from] ?? 0, documents[from] ?? 0);
  }

  return {
    floor: () => (count < most ? 0 : (scores[0] ?? 0)),
    add(score, part, document) {
      const at = count < most ? riseFrom(count, score) : sinkFrom(0, score);
      if (count < most) count += 1;
      place(at, score, part, document);
    },
    list: () =>
      Array.from({ length: count }, (_, at) => ({
        part: parts[at] ?? 0,
        document: documents[at] ?? 0,
        score: scores[at] ?? 0,
      })),
  };

  function riseFrom(hole: number, score: number): number {
    let at = hole;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((scores[parent] ?? 0) <= score) break;
      move(parent, at);
      at = parent;
    }
    return at;
  }

  function sinkFrom(hole: number, score: number): number {
    let at = hole;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const lower = right < most && (scores[right] ?? 0) < (scores[left] ?? 0) ? right : left;
      if (lower >= most || (scores[lower] ?? 0) >= score) return at;
      move(lower, at);
      at = lower;
    }
  }
}
