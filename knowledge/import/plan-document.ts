import type { EntryKind, EntryText } from '../entry.ts';
import { createStatuteNames, readCitations } from '../statute/index.ts';
import { cleanDocument, type CleanDocument } from './clean/index.ts';
import { toEntryId } from './plan-rows.ts';
import type { PlanTools, SourcePlan } from './plan.ts';

/** A paper names many statutes in passing; more citations than these say nothing. */
const mostCitations = 10;

/** A paper as one draft: its title asks, its text, or the reply alone, answers. */
export function planDocument(
  source: string,
  text: string,
  tools: PlanTools,
): Pick<SourcePlan, 'items' | 'faults' | 'document'> {
  const document = cleanDocument(text, source, tools);
  const answer = toAnswer(document);
  if (answer === '') return { items: [], faults: [{ source, reason: 'text_empty' }], document };
  const item = {
    kind: 'entry' as const,
    source,
    id: toEntryId(document.title, tools),
    text: toText(document, answer, tools),
  };
  return { items: [item], faults: [], document };
}

function toAnswer({ body }: CleanDocument): string {
  return (body.kind === 'article' ? body.paragraphs : body.reply).join('\n').trim();
}

function toText(document: CleanDocument, answer: string, { fold }: PlanTools): EntryText {
  const kind = toKind(document.title);
  const cited = readCitations(answer, createStatuteNames([], fold), fold);
  const { issued_by: organ, document_number: number, written_on: day } = document.fields;
  const origin = [organ, number, day].filter((part) => part !== undefined).join(' · ');
  return {
    kind,
    area: 'other',
    // What officers are told is for officers until an editor says otherwise.
    audience: kind === 'guide' ? 'staff' : 'public',
    question: document.title,
    similar: [],
    answer: origin === '' ? answer : `${answer}\n\n（${origin}）`,
    citations: cited.slice(0, mostCitations).map(({ statute, article }) => ({ statute, article })),
  };
}

function toKind(title: string): EntryKind {
  if (/执法指引|指引|手册|工作规范/u.test(title)) return 'guide';
  return /典型案例|案例/u.test(title) ? 'case' : 'question';
}
