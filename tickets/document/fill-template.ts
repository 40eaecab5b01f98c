import { sayDay } from './collect-fields.ts';
import type { AnsweredPoint, OfficialDocument } from './document.ts';
import type { DocumentKind, Paragraph } from './kind.ts';

/** What the templates of every kind may name beside the kind's own fields, as the form calls it. */
const commonLabels: Readonly<Record<string, string>> = {
  units: '被监督单位',
  paraphrase: '经审核的转述',
  problems: '认定的问题',
  answerWithin: '答复期限',
  reviewWithin: '复核申请期限',
  ticketNumber: '工单编号',
  filedOn: '收到日期',
};

type Filled = Pick<OfficialDocument, 'title' | 'addressedTo' | 'paragraphs'>;

/** The words of a kind with the fields put in; what is missing stands as 【label】, so that nobody overlooks it. */
export function fillTemplate(
  kind: DocumentKind,
  fields: Readonly<Record<string, string>>,
  points: readonly AnsweredPoint[] = [],
): Filled {
  const fill = (words: string): string =>
    words.replaceAll(/\{\{(\w+)\}\}([，。；、]?)/g, (_, name: string, stop: string) => {
      const value = toPart(fields[name]?.trim() ?? '', stop);
      if (value === '') return toGap(kind, name) + stop;
      return (isDay(kind, name, value) ? sayDay(value) : value) + stop;
    });
  return {
    title: fill(kind.title),
    addressedTo: fill(kind.addressedTo ?? '{{units}}'),
    paragraphs: kind.paragraphs.map((paragraph) => fillParagraph(paragraph, fill, points)),
  };
}

/** Words that stand within a sentence lose their own full stop to the one that follows. */
function toPart(value: string, stop: string): string {
  return stop === '' ? value : value.replace(/[，。；、.,;]+$/u, '');
}

/** A day is picked from a calendar, and printed as papers write it. */
function isDay({ fields }: DocumentKind, name: string, value: string): boolean {
  const isAsked = fields.some((field) => field.name === name && field.input === 'day');
  return isAsked && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function fillParagraph(
  paragraph: Paragraph,
  fill: (words: string) => string,
  points: readonly AnsweredPoint[],
): Paragraph {
  if (paragraph.kind !== 'table') return { ...paragraph, text: fill(paragraph.text) };
  const rows = paragraph.rows.length === 0 ? toRows(points) : paragraph.rows;
  return { ...paragraph, rows: rows.map((row) => row.map(fill)) };
}

/** A line for each point that the person made, in its order. */
function toRows(points: readonly AnsweredPoint[]): readonly (readonly string[])[] {
  return points.map(({ said, found, proof, article, done }) => [said, found, proof, article, done]);
}

function toGap(kind: DocumentKind, name: string): string {
  const label = kind.fields.find((field) => field.name === name)?.label ?? commonLabels[name];
  return `【${label ?? name}】`;
}

/** The names in a kind's words that nothing will ever be put in for. */
export function listUnknownGaps({ title, addressedTo = '', paragraphs, fields }: DocumentKind) {
  const words = [title, addressedTo, ...listWords(paragraphs)].join('\n');
  const names = [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  return names.filter(
    (name) => !(name in commonLabels) && !fields.some((field) => field.name === name),
  );
}

/** What still has to be said before the document may go to the chain, by label. */
export function listGaps(
  { title, addressedTo, paragraphs, fields, points }: OfficialDocument,
  kind: DocumentKind,
): readonly string[] {
  const words = [title, addressedTo, ...listWords(paragraphs)].join('\n');
  const labels = [...kind.fields.map(({ label }) => label), ...Object.values(commonLabels)];
  const open = labels.filter((label) => words.includes(`【${label}】`));
  const empty = kind.fields
    .filter(({ name, isNeeded }) => isNeeded === true && (fields[name] ?? '').trim() === '')
    .map(({ label }) => label);
  const unanswered = kind.hasPoints === true && !hasAnswers(points) ? ['points'] : [];
  return [...new Set([...open, ...empty, ...unanswered])];
}

function hasAnswers(points: readonly AnsweredPoint[]): boolean {
  return points.length > 0 && points.every(isWhole);
}

const isWhole = (point: AnsweredPoint): boolean =>
  Object.values(point).every((part) => part.trim() !== '');

/** Every word of the paragraphs, line by line. */
export function listWords(paragraphs: readonly Paragraph[]): readonly string[] {
  return paragraphs.flatMap((paragraph) =>
    paragraph.kind === 'table'
      ? [...paragraph.columns, ...paragraph.rows.flat()]
      : [paragraph.text],
  );
}
