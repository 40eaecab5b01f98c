import {
  compareVersions,
  knownDates,
  prepareVersion,
  toArticleLabel,
  toPlainTitle,
  type ChangeCounts,
  type StatuteFault,
  type StatuteSource,
} from '../statute/index.ts';
import type { ImportJob } from './job.ts';
import type { RefusedFile, SourcePlan } from './plan.ts';
import type { ImportPorts } from './ports.ts';
import { readJob } from './read-sources.ts';
import { compareItem, toItemId, toItemTitle, type SmallItem, type Written } from './write-item.ts';

export type PreviewedItem = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly what: Written;
};

/** A statute before it is imported; `before` is the newest version here, when there is one. */
export type PreviewedStatute = {
  readonly title: string;
  readonly articles: number;
  readonly faults: readonly StatuteFault[];
  readonly isHere: boolean;
  /** Days as the text tells them; an unknown day in force stays unknown, and the version is not cited. */
  readonly adoptedOn?: string;
  readonly inForceFrom?: string;
  readonly refusal?: string;
  readonly counts?: ChangeCounts;
  /** What changed, by the labels of the articles as they were numbered before. */
  readonly changed?: readonly string[];
};

export type PreviewedSource = Omit<SourcePlan, 'items'> & {
  readonly items: readonly PreviewedItem[];
  readonly statutes: readonly PreviewedStatute[];
  readonly counts: Readonly<Record<Written, number>>;
};

export type ImportPreview = {
  readonly job: ImportJob;
  readonly sources: readonly PreviewedSource[];
  readonly refused: readonly RefusedFile[];
};

type Known = Parameters<typeof compareItem>[1];

/** What the import would do, source by source, told from what is here now. */
export async function previewJob(job: ImportJob, ports: ImportPorts): Promise<ImportPreview> {
  const [{ plans, refused }, entries, rows] = await Promise.all([
    readJob(job, ports),
    ports.entries.list(),
    ports.tables.list(),
  ]);
  const known: Known = {
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    rows: new Map(rows.map((row) => [row.id, row])),
  };
  const sources: PreviewedSource[] = [];
  for (const plan of plans) sources.push(await previewSource(plan, known, ports));
  return { job, sources, refused };
}

async function previewSource(
  { items, ...plan }: SourcePlan,
  known: Known,
  ports: ImportPorts,
): Promise<PreviewedSource> {
  const small = items
    .filter((item) => item.kind !== 'statute')
    .map((item) => toPreviewed(item, known));
  const counts: Record<Written, number> = { added: 0, same: 0, kept: 0 };
  for (const { what } of small) counts[what] += 1;
  const statutes: PreviewedStatute[] = [];
  for (const item of items) {
    if (item.kind === 'statute') statutes.push(await previewStatute(item.statute, ports));
  }
  return { ...plan, items: small, statutes, counts };
}

function toPreviewed(item: SmallItem, known: Known): PreviewedItem {
  const detail =
    item.kind === 'entry' ? item.text.answer : Object.values(item.row.facts).slice(1).join(' · ');
  return { id: toItemId(item), title: toItemTitle(item), detail, what: compareItem(item, known) };
}

async function previewStatute(
  source: StatuteSource,
  { statutes, fold }: Pick<ImportPorts, 'statutes' | 'fold'>,
): Promise<PreviewedStatute> {
  const { articles, faults } = source;
  const plainTitle = toPlainTitle(source.title, fold);
  const days = readDays(source, fold);
  const head = { title: plainTitle, articles: articles.length, faults, ...days };
  const [newest] = (await statutes.listVersions(plainTitle)).toSorted((a, b) =>
    a.adoptedOn.day < b.adoptedOn.day ? 1 : -1,
  );
  if (newest === undefined) return { ...head, isHere: false };
  const changes = compareVersions(await statutes.listArticles(newest.id), articles);
  const counts = { same: 0, moved: 0, changed: 0, added: 0, removed: 0 };
  const changed: string[] = [];
  for (const change of changes) {
    counts[change.kind] += 1;
    if (change.kind === 'changed' || change.kind === 'removed') {
      changed.push(toArticleLabel(change.old.number));
    }
  }
  return { ...head, isHere: true, counts, changed };
}

/** The day of checking has no part in what the text itself tells. */
function readDays(
  source: StatuteSource,
  fold: ImportPorts['fold'],
): Pick<PreviewedStatute, 'adoptedOn' | 'inForceFrom' | 'refusal'> {
  const prepared = prepareVersion(source, { knownDates, checkedThrough: '', fold });
  if ('refusal' in prepared) return { refusal: prepared.refusal.code };
  const { adoptedOn, inForceFrom } = prepared.version;
  return {
    adoptedOn: adoptedOn.day,
    ...(inForceFrom !== undefined && { inForceFrom: inForceFrom.day }),
  };
}
