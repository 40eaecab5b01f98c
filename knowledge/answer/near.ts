import { fuseRankings } from '../retrieval/index.ts';
import type { FoundEntry, LiveEntry } from './finder.ts';

const mostNear = 3;
/** So many stand near enough in meaning to be offered although no word speaks for them. */
const mostByMeaningAlone = 3;

/**
 * What is offered when nothing is sure, best first: what rank high both in words and in meaning before the others. An
 * entry that its words do not make near is offered when it stands among the first in meaning, or when words speak half
 * for it. Without a ranking by meaning it is what words make near.
 */
export function listNear(
  found: readonly FoundEntry[],
  meant: readonly LiveEntry[],
  near: number,
): readonly LiveEntry[] {
  const isMeant = new Set(meant.map(({ id }) => id));
  const likely = found.filter(
    ({ id, hit }) => hit.worth >= near || (hit.worth >= near / 2 && isMeant.has(id)),
  );
  const offered = new Map(
    [...meant.slice(0, mostByMeaningAlone), ...likely].map(({ id, live }) => [id, { id, live }]),
  );
  const ids = fuseRankings([found.map(({ id }) => id), meant.map(({ id }) => id)]);
  return ids.flatMap((id) => offered.get(id) ?? []).slice(0, mostNear);
}
