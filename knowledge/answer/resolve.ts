import type { Citation } from '../citation.ts';
import {
  createResolveCitation,
  type DaySpan,
  type ResolvedCitation,
  type StatuteReader,
} from '../statute/index.ts';
import type { Basis, Resolved } from './answer.ts';

/** Statutes as an answer needs them. */
export type ArticleSource = Pick<StatuteReader, 'listVersions' | 'findArticle'>;

/** Finds what a citation says on the days that matter. */
export type Resolve = (citation: Citation, days: DaySpan) => Promise<Resolved>;

/** In force is never guessed: a law that changed within the days named counts as out of force for them. */
export function createResolve(store: ArticleSource): Resolve {
  const resolveOn = createResolveCitation({ store });
  return async function resolve(citation, { from, to }) {
    const last = await resolveOn(citation, to);
    const first = from === to ? last : await resolveOn(citation, from);
    if (last.kind === 'none' && last.why === 'not_imported')
      return { kind: 'not_imported', citation };
    const near = last.kind === 'found' ? last.version : last.near;
    const version = near === undefined ? {} : { version: near };
    if (!isSame(first, last)) return { kind: 'not_in_force', citation, why: 'changed', ...version };
    if (last.kind === 'found') {
      return { kind: 'in_force', citation, version: last.version, article: last.article };
    }
    const why = last.why === 'not_imported' ? 'unknown' : last.why;
    return { kind: 'not_in_force', citation, why, ...version };
  };
}

/** Resolves all that an answer cites. */
export async function toBasis(
  citations: readonly Citation[],
  days: DaySpan,
  resolve: Resolve,
): Promise<Basis> {
  const resolved = await Promise.all(citations.map((citation) => resolve(citation, days)));
  const [checkedThrough] = resolved
    .flatMap((one) => (one.kind === 'in_force' ? [one.version.checkedThrough] : []))
    .toSorted();
  return { citations: resolved, days, ...(checkedThrough !== undefined && { checkedThrough }) };
}

/** The first of the citations when all are known and none was in force: such an answer is not given. */
export function findOutOfForce({ citations }: Basis): Resolved | undefined {
  return citations.every(({ kind }) => kind === 'not_in_force') ? citations[0] : undefined;
}

function isSame(a: ResolvedCitation, b: ResolvedCitation): boolean {
  if (a.kind === 'found') return b.kind === 'found' && a.version.id === b.version.id;
  return b.kind === 'none';
}
