import type { Task } from './data.ts';

/** A row found, and how an engine judges it. */
export type Found = { readonly id: string; readonly score: number };

/** The rows found for a text, best first. */
export type Find = (text: string, limit: number) => readonly Found[];

const deepest = 10;

/** The place of the first right row of each case, counted from 1; Infinity when it is not among the first ten. */
export function listPlaces({ cases }: Task, find: Find): readonly number[] {
  return cases.map(({ text, right }) => {
    const place = find(text, deepest).findIndex(({ id }) => right.has(id));
    return place === -1 ? Infinity : place + 1;
  });
}

export function toHit5(places: readonly number[]): number {
  return mean(places.map((place) => Number(place <= 5)));
}

/** Mean reciprocal rank within the first ten. */
export function toMrr(places: readonly number[]): number {
  return mean(places.map((place) => 1 / place));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The chance that one of `higher` stands above one of `lower`; ties count half. */
export function toAuroc(higher: readonly number[], lower: readonly number[]): number {
  const sorted = lower.toSorted((a, b) => a - b);
  return mean(
    higher.map(
      (value) =>
        (countBelow(sorted, (other) => other < value) +
          countBelow(sorted, (other) => other <= value)) /
        (2 * sorted.length),
    ),
  );
}

function countBelow(sorted: readonly number[], isBelow: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(sorted[middle] ?? Infinity)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A 95 % interval for the mean difference of paired values, by drawing the pairs again (seeded). */
export function bootstrapDifference(
  ours: readonly number[],
  theirs: readonly number[],
): { readonly difference: number; readonly low: number; readonly high: number } {
  const differences = ours.map((value, index) => value - (theirs[index] ?? 0));
  const random = createRandom(20_260_201);
  const means = Array.from({ length: 2000 }, () =>
    mean(differences.map(() => differences[Math.floor(random() * differences.length)] ?? 0)),
  ).toSorted((a, b) => a - b);
  return { difference: mean(differences), low: means[50] ?? 0, high: means[1949] ?? 0 };
}

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return function random() {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** The value that the share `quantile` of all lie below or at. */
export function toQuantile(values: readonly number[], quantile: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0;
}
