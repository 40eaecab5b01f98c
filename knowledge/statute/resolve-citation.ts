import type { Citation } from '../citation.ts';
import { chooseVersion, type NotInForce } from './choose-version.ts';
import type { Article, StatuteVersion } from './statute.ts';
import type { StatuteReader } from './store.ts';

/** An article as it was in force on a day, or why nothing can be cited; `no_article`: that version has no such number. */
export type ResolvedCitation =
  | { readonly kind: 'found'; readonly version: StatuteVersion; readonly article: Article }
  | {
      readonly kind: 'none';
      readonly why: NotInForce | 'no_article';
      readonly near?: StatuteVersion;
    };

export type ResolveCitation = (citation: Citation, day: string) => Promise<ResolvedCitation>;

/** Finds the article that a citation means on a day (YYYY-MM-DD). */
export function createResolveCitation(ports: {
  readonly store: Pick<StatuteReader, 'listVersions' | 'findArticle'>;
}): ResolveCitation {
  return async function resolveCitation({ statute, article: number }, day) {
    const chosen = chooseVersion(await ports.store.listVersions(statute), day);
    if (chosen.kind === 'none') return chosen;
    const { version } = chosen;
    const article = await ports.store.findArticle(version.id, number);
    if (article === undefined) return { kind: 'none', why: 'no_article', near: version };
    return { kind: 'found', version, article };
  };
}
