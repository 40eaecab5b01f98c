import {
  type CleanDocument,
  documentFields,
  type ImportJob,
  type ImportPreview,
  isRowKind,
  listColumns,
  listRequired,
  type PreviewedSource,
  type PreviewedStatute,
  type SourcePlan,
  toCitationLabel,
} from '../../knowledge/index.ts';
import type { ImportView, PreviewedSourceView, PreviewView } from './imports.schema.ts';

/** Enough for the eye; the whole list of faults is a download. */
const mostShown = 200;
const longestShown = 240;

/** Shows an import with its progress and report. */
export function presentImport(job: ImportJob): ImportView {
  const { id, status, createdAt, createdBy, endedAt, files, checkedThrough, progress, report } =
    job;
  return {
    id,
    status,
    createdAt: createdAt.toISOString(),
    createdBy: createdBy.name,
    files: files.map((file) => ({ ...file })),
    done: progress.done,
    total: progress.total,
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(checkedThrough !== undefined && { checkedThrough }),
    ...(report && { report: presentReport(report) }),
  };
}

function presentReport(
  report: NonNullable<ImportJob['report']>,
): NonNullable<ImportView['report']> {
  return {
    ...report,
    kept: report.kept.map((item) => ({ ...item })),
    ended: [...report.ended],
    refused: report.refused.map((file) => ({ ...file })),
    statutes: report.statutes.map(({ changed, counts, refusal, title, kind }) => ({
      title,
      kind,
      ...(refusal !== undefined && { refusal }),
      ...(counts && { counts: { ...counts } }),
      ...(changed && { changed: changed.map(toCitationLabel) }),
    })),
  };
}

/** Shows what an import would do, shortened; what was left out is shown with why. */
export function presentPreview({ job, sources, refused }: ImportPreview): PreviewView {
  const taken = job.choices.filter(({ isAccepted }) => isAccepted === true);
  const accepted = new Set(taken.map(({ source }) => source));
  return {
    job: presentImport(job),
    refused: refused.map((file) => ({ ...file })),
    sources: sources.map((source) => ({
      ...presentSource(source),
      isAccepted: accepted.has(source.source),
    })),
  };
}

function presentSource(source: PreviewedSource): Omit<PreviewedSourceView, 'isAccepted'> {
  const { counts, items, faults, table, document, statutes, kind, guessed } = source;
  return {
    source: source.source,
    kind,
    guessed,
    ...counts,
    items: items
      .slice(0, mostShown)
      .map((item) => ({ ...item, detail: item.detail.slice(0, longestShown) })),
    faults: faults.slice(0, mostShown).map(({ source: _, ...fault }) => fault),
    faultCount: faults.length,
    statutes: statutes.map(presentStatute),
    ...(table && { table: presentTable(kind, table) }),
    ...(document && { document: presentDocument(document) }),
  };
}

function presentTable(
  kind: SourcePlan['kind'],
  { headings, rows, columns }: NonNullable<SourcePlan['table']>,
): NonNullable<PreviewedSourceView['table']> {
  if (kind === 'skip' || !isRowKind(kind)) return { headings: [...headings], rows, columns: [] };
  const required = listRequired(kind);
  return {
    headings: [...headings],
    rows,
    columns: listColumns(kind).map((column) => {
      const at = columns[column];
      return { column, isRequired: required.includes(column), ...(at !== undefined && { at }) };
    }),
  };
}

function presentDocument(document: CleanDocument): NonNullable<PreviewedSourceView['document']> {
  const { title, fields, body, dropped, wasTraditional } = document;
  return {
    title,
    wasTraditional,
    fields: documentFields.flatMap((name) => {
      const value = fields[name];
      return value === undefined || name === 'title' ? [] : [{ name, value }];
    }),
    voices:
      body.kind === 'article'
        ? [toVoice('article', body.paragraphs)]
        : [toVoice('question', body.question), toVoice('reply', body.reply)],
    dropped: dropped.map(({ reason, text }) => ({ reason, text: text.slice(0, longestShown) })),
  };
}

type Voice = NonNullable<PreviewedSourceView['document']>['voices'][number];

function toVoice(role: Voice['role'], paragraphs: readonly string[]): Voice {
  const beginning = paragraphs.join('\n').slice(0, longestShown);
  return { role, paragraphs: paragraphs.length, beginning };
}

function presentStatute(statute: PreviewedStatute): PreviewedSourceView['statutes'][number] {
  const { faults, counts, changed, ...plain } = statute;
  return {
    ...plain,
    faults: faults.map((fault) => ({
      kind: fault.kind,
      ...('number' in fault && { at: fault.number }),
    })),
    ...(counts && { counts: { ...counts } }),
    ...(changed && { changed: changed.slice(0, mostShown) }),
  };
}
