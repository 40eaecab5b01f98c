import { multiply, type Vector } from './model.ts';

/** How much a wrong side costs against large weights. */
const cost = 2;
const mostRounds = 30;
const closeEnough = 0.05;

/** A text of the label (1) or of another (-1). */
export type Side = 1 | -1;

/**
 * Weights that tell the two sides apart: a linear support vector machine with squared loss, by dual coordinate descent
 * (Hsieh et al. 2008, algorithm 1). `random` gives numbers in [0, 1) for the order of visits.
 */
export function fitWeights(
  vectors: readonly Vector[],
  sides: readonly Side[],
  size: number,
  random: () => number,
): Float32Array {
  const weights = new Float32Array(size + 1);
  const shares = new Float64Array(vectors.length);
  const slack = 1 / (2 * cost);
  const norms = vectors.map(({ values }) =>
    values.reduce((sum, one) => sum + one * one, 1 + slack),
  );
  const order = vectors.map((_, at) => at);
  for (let round = 0; round < mostRounds; round += 1) {
    shuffle(order, random);
    let largest = 0;
    for (const at of order) {
      const vector = vectors[at];
      const side = sides[at];
      if (vector === undefined || side === undefined) continue;
      const share = shares[at] ?? 0;
      const slope = side * multiply(weights, vector) - 1 + slack * share;
      const step = share === 0 ? Math.min(slope, 0) : slope;
      largest = Math.max(largest, Math.abs(step));
      if (step === 0) continue;
      const next = Math.max(share - slope / (norms[at] ?? 1), 0);
      shares[at] = next;
      addTo(weights, vector, (next - share) * side);
    }
    if (largest < closeEnough) break;
  }
  return weights;
}

function addTo(weights: Float32Array, { at, values }: Vector, by: number): void {
  for (let index = 0; index < at.length; index += 1) {
    const place = at[index] ?? 0;
    weights[place] = (weights[place] ?? 0) + by * (values[index] ?? 0);
  }
  const last = weights.length - 1;
  weights[last] = (weights[last] ?? 0) + by;
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
}
