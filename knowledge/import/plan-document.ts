import type { EntryKind, EntryText } from '../entry.ts';
import { createStatuteNames, readCitations } from '../statute/index.ts';
import { cleanDocument, type CleanDocument } from './clean/index.ts';
import { toEntryId } from './plan-rows.ts';
import type { PlanTools, SourcePlan } from './plan.ts';

/** A paper names many statutes in passing; more citations than these say nothing. */
const mostCitations = 10;
/** An editor's form takes 5000; the line on where it comes from is added. */
const longestAnswer = 4500;

/** A paper as a draft, or several when it is long: its title asks, its text, or the reply alone, answers. */
export function planDocument(
  source: string,
  text: string,
  tools: PlanTools,
): Pick<SourcePlan, 'items' | 'faults' | 'document'> {
  const document = cleanDocument(text, source, tools);
  const answers = cutAnswer(document);
  if (answers.length === 0)
    return { items: [], faults: [{ source, reason: 'text_empty' }], document };
  const items = answers.map((answer, at) => {
    const part = answers.length === 1 ? '' : `（${at + 1}/${answers.length}）`;
    const question = `${document.title}${part}`;
    return {
      kind: 'entry' as const,
      source,
      id: toEntryId(question, tools),
      text: toText(document, { question, answer }, tools),
    };
  });
  return { items, faults: [], document };
}

/** The text, or the reply alone; a long one in parts that an editor can still work on, cut between sentences. */
function cutAnswer({ body }: CleanDocument): readonly string[] {
  const paragraphs = body.kind === 'article' ? body.paragraphs : body.reply;
  const parts: string[] = [];
  let part = '';
  for (const piece of paragraphs.flatMap(cutParagraph)) {
    if (part !== '' && part.length + piece.length > longestAnswer) {
      parts.push(part);
      part = '';
    }
    part += part === '' ? piece : `\n${piece}`;
  }
  return part.trim() === '' ? parts : [...parts, part];
}

function cutParagraph(paragraph: string): readonly string[] {
  if (paragraph.length <= longestAnswer) return [paragraph];
  const sentences = paragraph.match(/[^。！？；]+[。！？；]?/gu) ?? [];
  const pieces: string[] = [];
  for (const sentence of sentences) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + sentence.length <= longestAnswer) {
      pieces[pieces.length - 1] = last + sentence;
    } else pieces.push(sentence.slice(0, longestAnswer));
  }
  return pieces;
}

function toText(
  document: CleanDocument,
  { question, answer }: Pick<EntryText, 'question' | 'answer'>,
  { fold }: PlanTools,
): EntryText {
  const kind = toKind(document.title);
  const cited = readCitations(answer, createStatuteNames([], fold), fold);
  const { issued_by: organ, document_number: number, written_on: day } = document.fields;
  const origin = [organ, number, day].filter((part) => part !== undefined).join(' · ');
  return {
    kind,
    area: 'other',
    // What officers are told is for officers until an editor says otherwise.
    audience: kind === 'guide' ? 'staff' : 'public',
    question,
    similar: [],
    answer: origin === '' ? answer : `${answer}\n\n（${origin}）`,
    citations: cited.slice(0, mostCitations).map(({ statute, article }) => ({ statute, article })),
  };
}

function toKind(title: string): EntryKind {
  if (/执法指引|指引|手册|工作规范/u.test(title)) return 'guide';
  return /典型案例|案例/u.test(title) ? 'case' : 'question';
}
