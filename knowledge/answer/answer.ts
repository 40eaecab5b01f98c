import type { Citation } from '../citation.ts';
import type { Article, DaySpan, NotInForce, StatuteVersion } from '../statute/index.ts';
import type { LiveEntry } from './finder.ts';
import type { TableAnswer } from '../tables/index.ts';

/** Why an article cannot be cited; `changed`: the law changed within the time that the person named. */
export type NoForce = Exclude<NotInForce, 'not_imported'> | 'no_article' | 'changed';

/** What became of a citation on the days that matter. */
export type Resolved =
  | {
      readonly kind: 'in_force';
      readonly citation: Citation;
      readonly version: StatuteVersion;
      readonly article: Article;
    }
  | { readonly kind: 'not_imported'; readonly citation: Citation }
  | {
      readonly kind: 'not_in_force';
      readonly citation: Citation;
      readonly why: NoForce;
      /** The version that the reason is about. */
      readonly version?: StatuteVersion;
    };

/** What an answer rests on, on the days of the conduct that the person named, else today. */
export type Basis = {
  readonly citations: readonly Resolved[];
  readonly days: DaySpan;
  /** The earliest day until which somebody looked for newer versions; absent when no cited article is here. */
  readonly checkedThrough?: string;
};

/** What the bureau can say to a question. */
export type Answer =
  | {
      readonly kind: 'sure';
      readonly entry: LiveEntry;
      readonly basis: Basis;
      /** The person asked for a ruling on their own case: they get the rule, and are told that it is none. */
      readonly isOwnCase: boolean;
    }
  | { readonly kind: 'article'; readonly article: Resolved; readonly basis: Basis }
  | { readonly kind: 'table'; readonly found: TableAnswer; readonly basis: Basis }
  | {
      readonly kind: 'near';
      readonly entries: readonly LiveEntry[];
      /** An entry fits, but what it cites was not in force. */
      readonly outOfForce?: Resolved;
    }
  | { readonly kind: 'none'; readonly outOfForce?: Resolved };

/** `law:<version>#<number>` for each article that an answer rests on. */
export function listArticleSources({ citations }: Basis): readonly string[] {
  return citations.flatMap((resolved) =>
    resolved.kind === 'in_force' ? [`law:${resolved.version.id}#${resolved.article.number}`] : [],
  );
}
