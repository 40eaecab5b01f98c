import {
  chooseVersion,
  compareVersions,
  diffText,
  type Article,
  type ArticleChange,
  type Entry,
  type StatuteVersion,
} from '../../knowledge/index.ts';
import type { Comparison, StatuteArticles, StatuteList, VersionView } from './statutes.schema.ts';

/** Statutes by title with their versions, and how many entries rest on each. */
export function presentStatutes(given: {
  readonly versions: readonly StatuteVersion[];
  readonly entries: readonly Entry[];
  readonly today: string;
}): StatuteList {
  const titles = [...new Set(given.versions.map(({ title }) => title))];
  return {
    items: titles.map((title) => {
      const versions = given.versions.filter((version) => version.title === title);
      const chosen = chooseVersion(versions, given.today);
      const citable = chosen.kind === 'version' ? chosen.version.id : undefined;
      return {
        title,
        versions: versions
          .toSorted((a, b) => (a.adoptedOn.day < b.adoptedOn.day ? 1 : -1))
          .map((version) => presentVersion(version, version.id === citable)),
        citedBy: given.entries.filter((entry) => cites(entry, title)).length,
      };
    }),
  };
}

export function presentArticles(articles: readonly Article[]): StatuteArticles {
  return {
    items: articles.map(({ number, label, chapter, text }) => {
      return { number, label, text, ...(chapter !== undefined && { chapter }) };
    }),
  };
}

/** What became of every article, in words, and which entries rest on those that changed. */
export function presentComparison(given: {
  readonly title: string;
  readonly older: readonly Article[];
  readonly newer: readonly Article[];
  readonly entries: readonly Entry[];
}): Comparison {
  const all = compareVersions(given.older, given.newer);
  const count = (wanted: string): number => all.filter(({ kind }) => kind === wanted).length;
  return {
    counts: {
      same: count('same'),
      moved: count('moved'),
      changed: count('changed'),
      added: count('added'),
      removed: count('removed'),
    },
    changes: all.flatMap((change): Comparison['changes'] => {
      const { kind } = change;
      if (kind === 'same') return [];
      const older = 'old' in change ? change.old : undefined;
      const newer = 'new' in change ? change.new : undefined;
      const citing =
        older === undefined
          ? []
          : given.entries.filter((entry) => cites(entry, given.title, older.number));
      return [
        {
          kind,
          ...(older && { older: older.label }),
          ...(newer && { newer: newer.label }),
          parts: toParts(change),
          citedBy: citing.map(({ id, text, live }) => {
            return { id, question: text.question, isLive: live !== undefined };
          }),
        },
      ];
    }),
  };
}

function presentVersion(version: StatuteVersion, isCitable: boolean): VersionView {
  const { id, title, adoptedOn, inForceFrom, inForceTo, checkedThrough, stale, articles } = version;
  return {
    id,
    title,
    adoptedOn: { ...adoptedOn },
    checkedThrough,
    articles,
    isCitable,
    ...(inForceFrom && { inForceFrom: { ...inForceFrom } }),
    ...(inForceTo && { inForceTo: { ...inForceTo } }),
    ...(stale !== undefined && { stale }),
  };
}

function toParts(change: ArticleChange<Article>) {
  if (change.kind === 'added') return [{ kind: 'added' as const, text: change.new.text }];
  if (change.kind === 'removed') return [{ kind: 'removed' as const, text: change.old.text }];
  return [...diffText(change.old.text, change.new.text)];
}

/** Retired entries rest on nothing any more. */
function cites({ state, text, live }: Entry, statute: string, article?: string): boolean {
  if (state === 'retired') return false;
  return [...text.citations, ...(live?.text.citations ?? [])].some(
    (citation) =>
      citation.statute === statute && (article === undefined || citation.article === article),
  );
}
