import { readStatute, type StatuteSource } from '../statute/index.ts';
import { guessKind } from './guess-kind.ts';
import { isRowKind } from './kinds.ts';
import { planDocument } from './plan-document.ts';
import { planRows } from './plan-rows.ts';
import type { PlanTools, SourceChoice, SourcePlan } from './plan.ts';
import { isLawRows, readLawLines, readLawNotes } from './read-law-lines.ts';
import type { Source } from './source.ts';

/** What all the sources of an import come to; nothing is written. `choices` are by the source's name. */
export function planSources(
  sources: readonly Source[],
  choices: Readonly<Record<string, SourceChoice>>,
  tools: PlanTools,
): readonly SourcePlan[] {
  const notes = readLawNotes(sources);
  return sources.map((source) =>
    planSource(source, choices[source.name] ?? {}, { ...tools, notes }),
  );
}

type Tools = PlanTools & { readonly notes: ReadonlyMap<string, string> };

function planSource({ name, content }: Source, choice: SourceChoice, tools: Tools): SourcePlan {
  const guessed = guessKind({ name, content });
  const kind = choice.kind ?? guessed;
  const head = { source: name, kind, guessed };
  if (kind === 'skip') return { ...head, items: [], faults: [] };
  if (isRowKind(kind)) {
    if (content.kind === 'text') {
      return { ...head, items: [], faults: [{ source: name, reason: 'column_missing' }] };
    }
    const { columns } = choice;
    return { ...head, ...planRows(name, kind, { rows: content.rows, columns }, tools) };
  }
  const text =
    content.kind === 'text' ? content.text : content.rows.map((row) => row.join(' ')).join('\n');
  if (kind === 'documents') return { ...head, ...planDocument(name, text, tools) };
  return { ...head, ...planStatutes(name, text, choice, tools) };
}

function planStatutes(
  source: string,
  text: string,
  { isAccepted = false }: SourceChoice,
  { notes, fold }: Tools,
): Pick<SourcePlan, 'items' | 'faults'> {
  const isData = isLawRows(text);
  const statutes: readonly StatuteSource[] = isData
    ? readLawLines(text, notes)
    : [{ ...readStatute(text, fold), isAccepted }];
  const items = statutes.map((statute) => ({ kind: 'statute' as const, source, statute }));
  const whole = items.filter(({ statute }) => statute.articles.length > 0 && statute.title !== '');
  // A file of notes belongs to the articles beside it.
  const isEmpty = whole.length === 0 && !isData;
  return { items: whole, faults: isEmpty ? [{ source, reason: 'no_statute' }] : [] };
}
