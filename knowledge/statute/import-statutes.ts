import type { Citation } from '../citation.ts';
import { compareArticleNumbers } from './article-number.ts';
import { compareVersions } from './compare.ts';
import { endVersion } from './end-version.ts';
import type { KnownEnd } from './known-ends.ts';
import type { Article, StatuteVersion } from './statute.ts';
import {
  prepareVersion,
  type DatingRules,
  type StatuteRefusal,
  type StatuteSource,
} from './statute-source.ts';
import type { StatuteDates, StatuteStore } from './store.ts';

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
  /** The signal stopped it; repeating it goes on from there. */
  readonly isStopped: boolean;
};

export type StatuteImportOptions = DatingRules & {
  readonly knownEnds: readonly KnownEnd[];
  /** After each statute. */
  readonly onProgress?: (done: ImportedStatute) => void;
  readonly signal?: { readonly aborted: boolean };
};

/** In one command; small enough that nobody waits for it. */
const batchSize = 100;

/**
 * Imports statutes one by one. Each becomes visible at once, after all its articles; before that, what it ends is
 * ended. May be stopped or killed and repeated; a repeat of what is here writes nothing.
 */
export async function importStatutes(
  { store }: { readonly store: StatuteStore },
  sources: Iterable<StatuteSource> | AsyncIterable<StatuteSource>,
  options: StatuteImportOptions,
): Promise<StatuteImportReport> {
  const held = new Map((await store.listVersions()).map((version) => [version.id, version]));
  const statutes: ImportedStatute[] = [];
  const ended = new Set<string>();
  const isStopped = () => options.signal?.aborted === true;

  async function settle(version: StatuteVersion): Promise<void> {
    const known = held.get(version.id);
    if (known === undefined || hasSameDates(known, version)) return;
    await store.setDates(version.id, toDates(version));
    held.set(version.id, version);
    if (known.inForceTo?.day !== version.inForceTo?.day) ended.add(version.id);
  }

  /** Ends what the new version ended; projected from all versions, so that it may be repeated. */
  async function endOthers(version: StatuteVersion): Promise<void> {
    const all = [...held.values(), version];
    const concerned = new Set([version.title, ...version.repeals.map(({ title }) => title)]);
    const others = [...held.values()].filter(
      ({ id, title }) => id !== version.id && concerned.has(title),
    );
    for (const other of others) await settle(withEnd(other, all, options.knownEnds));
  }

  /** False when it was stopped. */
  async function write(version: StatuteVersion, articles: readonly Article[]): Promise<boolean> {
    await store.begin(version);
    for (let from = 0; from < articles.length; from += batchSize) {
      if (isStopped()) return false;
      await store.addArticles(articles.slice(from, from + batchSize));
    }
    if (isStopped()) return false;
    await endOthers(version);
    await store.finish(version.id);
    held.set(version.id, { ...version, isWhole: true });
    return true;
  }

  async function importOne(source: StatuteSource): Promise<ImportedStatute | undefined> {
    const prepared = prepareVersion(source, options);
    const { title } = source;
    if ('refusal' in prepared) return { kind: 'refused', title, refusal: prepared.refusal };
    const version = withEnd(
      prepared.version,
      [...held.values(), prepared.version],
      options.knownEnds,
    );
    const known = held.get(version.id);
    if (known !== undefined && known.digest !== version.digest) {
      return { kind: 'refused', title, refusal: { code: 'other_text' } };
    }
    if (known !== undefined) {
      const checked = { ...version, isWhole: true };
      await settle(keepChecked(known, checked));
      await endOthers(checked);
      return { kind: 'same', title, version: checked };
    }
    const before = findBefore(version, held.values());
    const isOlder = [...held.values()].some(
      (other) => other.title === version.title && other.adoptedOn.day > version.adoptedOn.day,
    );
    if (!(await write(version, prepared.articles))) return undefined;
    const whole = { ...version, isWhole: true };
    if (before === undefined || isOlder) {
      return { kind: isOlder ? 'older' : 'new', title, version: whole };
    }
    const changes = compareVersions(await store.listArticles(before.id), prepared.articles);
    return {
      kind: 'newer',
      title,
      version: whole,
      before: before.id,
      ...summarise(changes, before),
    };
  }

  for await (const source of sources) {
    if (isStopped()) break;
    const done = await importOne(source);
    if (done === undefined) break;
    statutes.push(done);
    options.onProgress?.(done);
  }
  return { statutes, ended: [...ended], isStopped: isStopped() };
}

function withEnd(
  { inForceTo: _inForceTo, stale: _stale, ...version }: StatuteVersion,
  all: readonly StatuteVersion[],
  known: readonly KnownEnd[],
): StatuteVersion {
  return { ...version, ...endVersion(version, all, known) };
}

/** An older snapshot does not take back that somebody has looked since. */
function keepChecked(known: StatuteVersion, version: StatuteVersion): StatuteVersion {
  const checkedThrough =
    known.checkedThrough > version.checkedThrough ? known.checkedThrough : version.checkedThrough;
  return { ...version, checkedThrough };
}

function toDates(version: StatuteVersion): StatuteDates {
  const { inForceFrom, inForceTo, stale, checkedThrough, acts, repeals } = version;
  return { inForceFrom, inForceTo, stale, checkedThrough, acts, repeals };
}

function hasSameDates(a: StatuteVersion, b: StatuteVersion): boolean {
  return JSON.stringify(toDates(a)) === JSON.stringify(toDates(b));
}

function findBefore(
  { title, adoptedOn }: StatuteVersion,
  held: Iterable<StatuteVersion>,
): StatuteVersion | undefined {
  return [...held]
    .filter((other) => other.title === title && other.adoptedOn.day < adoptedOn.day)
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
