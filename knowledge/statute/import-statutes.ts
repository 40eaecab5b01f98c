import type { Citation } from '../citation.ts';
import { compareArticleNumbers } from './article-number.ts';
import { compareVersions } from './compare.ts';
import type { KnownEnd } from './known-ends.ts';
import type { Article, StatuteVersion } from './statute.ts';
import {
  prepareVersion,
  type DatingRules,
  type StatuteRefusal,
  type StatuteSource,
} from './statute-source.ts';
import type { StatuteStore } from './store.ts';
import { createVersionWriter, type VersionWriter } from './version-writer.ts';

/** How many articles of the version before became what. */
export type ChangeCounts = Readonly<
  Record<'same' | 'moved' | 'changed' | 'added' | 'removed', number>
>;

/** What became of one statute of an import. */
export type ImportedStatute = { readonly title: string } & (
  | { readonly kind: 'refused'; readonly refusal: StatuteRefusal }
  | { readonly kind: 'same' | 'new' | 'older'; readonly version: StatuteVersion }
  | {
      readonly kind: 'newer';
      readonly version: StatuteVersion;
      readonly before: string;
      readonly counts: ChangeCounts;
      /** Articles as they were numbered before, of which an entry that cites them must be looked at. */
      readonly changed: readonly Citation[];
    }
);

export type StatuteImportReport = {
  readonly statutes: readonly ImportedStatute[];
  /** Versions of other statutes, or older ones, whose end this import told; ids. */
  readonly ended: readonly string[];
  /** Titles of the statutes that it found repealed: every entry that cites one must be looked at. */
  readonly repealed: readonly string[];
  /** The signal stopped it; repeating it goes on from there. */
  readonly isStopped: boolean;
};

export type StatuteImportOptions = DatingRules & {
  readonly knownEnds: readonly KnownEnd[];
  /** After each statute. */
  readonly onProgress?: (done: ImportedStatute) => void;
  readonly signal?: { readonly aborted: boolean };
};

/**
 * Imports statutes one by one. Each becomes visible at once, after all its articles; before that, what it ends is
 * ended. May be stopped or killed and repeated; a repeat of what is here writes nothing.
 */
export async function importStatutes(
  { store }: { readonly store: StatuteStore },
  sources: Iterable<StatuteSource> | AsyncIterable<StatuteSource>,
  options: StatuteImportOptions,
): Promise<StatuteImportReport> {
  const { knownEnds, signal, onProgress } = options;
  const held = new Map((await store.listVersions()).map((version) => [version.id, version]));
  const statutes: ImportedStatute[] = [];
  const ended = new Map<string, StatuteVersion>();
  let isCut = false;
  const isStopped = () => signal?.aborted === true;
  const writer = createVersionWriter(store, held, ended, { knownEnds, isStopped });
  for await (const source of sources) {
    const done = isStopped()
      ? undefined
      : await importOne(source, { store, held, writer }, options);
    isCut = done === undefined;
    if (done === undefined) break;
    statutes.push(done);
    onProgress?.(done);
  }
  const repealed = [...ended.values()].filter(({ inForceTo }) => inForceTo?.by === 'repeal');
  return {
    statutes,
    ended: [...ended.keys()],
    repealed: [...new Set(repealed.map(({ title }) => title))],
    isStopped: isCut,
  };
}

type Running = {
  readonly store: StatuteStore;
  readonly held: ReadonlyMap<string, StatuteVersion>;
  readonly writer: VersionWriter;
};

/** Undefined when it was stopped before the statute was whole. */
async function importOne(
  source: StatuteSource,
  { store, held, writer }: Running,
  options: StatuteImportOptions,
): Promise<ImportedStatute | undefined> {
  const { title } = source;
  const prepared = prepareVersion(source, options);
  if ('refusal' in prepared) return { kind: 'refused', title, refusal: prepared.refusal };
  const version = writer.withEnd(prepared.version);
  const known = held.get(version.id);
  if (known !== undefined && known.digest !== version.digest) {
    return { kind: 'refused', title, refusal: { code: 'other_text' } };
  }
  if (known !== undefined) return { kind: 'same', title, version: await writer.renew(version) };
  const others = [...held.values()].filter((other) => other.title === version.title);
  const before = findBefore(version, others);
  const isOlder = others.some(({ adoptedOn }) => adoptedOn.day > version.adoptedOn.day);
  const whole = await writer.write(version, prepared.articles);
  if (whole === undefined) return undefined;
  if (isOlder) return { kind: 'older', title, version: whole };
  if (before === undefined) return { kind: 'new', title, version: whole };
  const changes = compareVersions(await store.listArticles(before.id), prepared.articles);
  const { counts, changed } = summarise(changes, before);
  return { kind: 'newer', title, version: whole, before: before.id, counts, changed };
}

function findBefore(
  { adoptedOn }: StatuteVersion,
  others: readonly StatuteVersion[],
): StatuteVersion | undefined {
  return others
    .filter((other) => other.adoptedOn.day < adoptedOn.day)
    .toSorted((a, b) => (a.adoptedOn.day < b.adoptedOn.day ? 1 : -1))[0];
}

function summarise(changes: ReturnType<typeof compareVersions<Article>>, before: StatuteVersion) {
  const counts = { same: 0, moved: 0, changed: 0, added: 0, removed: 0 };
  const changed: Citation[] = [];
  for (const change of changes) {
    counts[change.kind] += 1;
    if (change.kind === 'same' || change.kind === 'added') continue;
    changed.push({ statute: before.title, article: change.old.number });
  }
  changed.sort((a, b) => compareArticleNumbers(a.article, b.article));
  return { counts, changed };
}
