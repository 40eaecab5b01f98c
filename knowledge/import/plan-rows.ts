import { toTableRow, factNames, type FactName, type TableKind } from '../tables/index.ts';
import { guessColumns, listRequired, type ColumnMap } from './columns.ts';
import type { RowKind } from './kinds.ts';
import type { PlannedItem, PlanTools, RowFault, SourcePlan } from './plan.ts';
import { createReadCells, type Cells } from './read-cells.ts';
import type { Rows } from './source.ts';

type RowPlan = Pick<SourcePlan, 'items' | 'faults'> & {
  readonly table: NonNullable<SourcePlan['table']>;
};

/** The first row holds the headings; every other row is taken or has a fault of its own. */
export function planRows(
  source: string,
  kind: RowKind,
  { rows, columns: chosen }: { readonly rows: Rows; readonly columns?: ColumnMap | undefined },
  tools: PlanTools,
): RowPlan {
  const [headings = [], ...rest] = rows;
  const columns = chosen ?? guessColumns(kind, headings);
  const table = { headings, columns, rows: rest.length };
  const missing = listRequired(kind).filter((column) => columns[column] === undefined);
  if (missing.length > 0) {
    const faults = missing.map((column) => ({ source, column, reason: 'column_missing' as const }));
    return { items: [], faults, table };
  }
  const readCells = createReadCells(kind, columns, tools.fold);
  const items = new Map<string, PlannedItem>();
  const faults: RowFault[] = [];
  rest.forEach((row, at) => {
    const cells = readCells(source, row, at + 2);
    const item = toItem(kind, source, cells, tools);
    const id = toId(item);
    if (items.has(id)) cells.refuse('repeated', listRequired(kind)[0]);
    if (cells.faults.length === 0) items.set(id, item);
    else faults.push(...cells.faults);
  });
  return { items: [...items.values()], faults, table };
}

function toItem(kind: RowKind, source: string, cells: Cells, tools: PlanTools): PlannedItem {
  return kind === 'questions' ? toEntry(source, cells, tools) : toRow(kind, source, cells, tools);
}

function toId(item: PlannedItem): string {
  if (item.kind === 'statute') return item.statute.title;
  return item.kind === 'entry' ? item.id : item.row.id;
}

function toEntry(source: string, cells: Cells, { digest, fold }: PlanTools): PlannedItem {
  const question = cells.text('question');
  const from = cells.day('in_force_from');
  const to = cells.day('in_force_to');
  if (from !== undefined && to !== undefined && to < from)
    cells.refuse('day_invalid', 'in_force_to');
  return {
    kind: 'entry',
    source,
    id: toEntryId(question, { digest, fold }),
    text: {
      kind: 'question',
      area: cells.text('area') || 'other',
      audience: cells.audience(),
      question,
      similar: cells.list('similar'),
      answer: cells.text('answer'),
      citations: cells.citations(),
      ...(from !== undefined && { inForceFrom: from }),
      ...(to !== undefined && { inForceTo: to }),
    },
  };
}

function toRow(
  kind: TableKind,
  source: string,
  cells: Cells,
  { digest, fold }: PlanTools,
): PlannedItem {
  const names: readonly FactName[] = factNames[kind];
  const facts = Object.fromEntries(names.map((name) => [name, cells.text(name)]));
  const from = cells.day('in_force_from');
  const to = cells.day('in_force_to');
  const title = facts[names[0] ?? ''] ?? '';
  // Benchmarks have several rows for one conduct, by its circumstances.
  const which = kind === 'discretion' ? `${title}\n${facts['circumstances'] ?? ''}` : title;
  const base = {
    id: `import-${digest(`${kind}\n${fold(which)}`)}`,
    version: 1,
    area: cells.text('area') || 'other',
    also: cells.list('also'),
    citations: cells.citations(),
    audience: 'public' as const,
    origin: 'import' as const,
    ...(from !== undefined && { validFrom: from }),
    ...(to !== undefined && { validTo: to }),
  };
  return { kind: 'row', source, row: toTableRow(kind, base, facts) };
}

/** One entry for one question, however it is written. */
export function toEntryId(
  question: string,
  { digest, fold }: Pick<PlanTools, 'digest' | 'fold'>,
): string {
  return `import-${digest(fold(question).replaceAll(/[\s\p{P}\p{S}]+/gu, ''))}`;
}
