/** Reciprocal rank fusion: how little a first place counts over a second (Cormack et al. 2009). */
const steadiness = 60;

/** One ranking out of several, each best first; what several rank high comes first. Ids once each. */
export function fuseRankings(rankings: readonly (readonly string[])[]): readonly string[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    ranking.forEach((id, place) => {
      scores.set(id, (scores.get(id) ?? 0) + 1 / (steadiness + place + 1));
    });
  }
  return [...scores].toSorted(([, a], [, b]) => b - a).map(([id]) => id);
}
