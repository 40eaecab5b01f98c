import type { SourcedDay } from './statute.ts';
import type { ParsedArticle } from './read-statute.ts';
import type { StatuteSource } from './statute-source.ts';

/** A row of an article-level data set: one article of one version; `version_date` is its adoption and no other day. */
export type LawRow = {
  readonly id: string;
  readonly law: string;
  readonly version_date: string | null;
  readonly label: string;
  readonly no: number;
  readonly chapter: string;
  readonly text: string;
};

/** The notes under the title of a version, by the part of the article ids before the last dash. */
export type LawNotes = ReadonlyMap<string, string>;

/** Groups rows, which stand together by version, into statutes; holds one version at a time. */
export function* readLawRows(rows: Iterable<LawRow>, notes: LawNotes): Generator<StatuteSource> {
  let versionId: string | undefined;
  let group: LawRow[] = [];
  for (const row of rows) {
    const id = row.id.slice(0, row.id.lastIndexOf('-'));
    if (id !== versionId && versionId !== undefined) {
      yield toSource(group, notes.get(versionId) ?? '');
      group = [];
    }
    versionId = id;
    group.push(row);
  }
  if (versionId !== undefined) yield toSource(group, notes.get(versionId) ?? '');
}

function toSource(rows: readonly LawRow[], preamble: string): StatuteSource {
  const [first] = rows;
  const day = first?.version_date ?? undefined;
  const adoptedOn: SourcedDay | undefined =
    day === undefined ? undefined : { day, source: 'version_date' };
  return {
    title: first?.law ?? '',
    preamble,
    ...(adoptedOn === undefined ? {} : { adoptedOn }),
    articles: rows.map(toArticle),
    faults: [],
  };
}

function toArticle({ no, label, chapter, text }: LawRow): ParsedArticle {
  return { number: String(no), label, ...(chapter === '' ? {} : { chapter }), text };
}
