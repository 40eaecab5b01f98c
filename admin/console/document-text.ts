import type { z } from 'zod';
import type { DocumentView, DraftValuesSchema } from '../routes/documents.schema.ts';

export type DraftValues = z.infer<typeof DraftValuesSchema>;
type Paragraphs = DocumentView['paragraphs'];

/** What the form holds: lists as lines, and the text by hand where somebody took it over. */
export type DraftText = {
  title: string;
  addressedTo: string;
  paraphrase: string;
  /** 依职权: asked for where the paper names no matter. */
  basis: string;
  copiedTo: string;
  attachments: string;
  unitIds: string[];
  fields: Record<string, string>;
  points: DocumentView['points'];
  /** Undefined: the template makes the text. */
  byHand: string | undefined;
};

export function toDraftText(view: DocumentView): DraftText {
  return {
    title: view.title,
    addressedTo: view.addressedTo,
    paraphrase: view.paraphrase ?? '',
    basis: view.basis ?? '',
    copiedTo: view.copiedTo.join('\n'),
    attachments: view.attachments.join('\n'),
    unitIds: view.units.map(({ unitId }) => unitId),
    fields: Object.fromEntries(view.form.map(({ name, value }) => [name, value])),
    points: view.points.map((point) => ({ ...point })),
    byHand: undefined,
  };
}

/** As the API takes it. */
export function toDraftValues(text: DraftText): DraftValues {
  const { byHand, copiedTo, attachments, ...values } = text;
  return {
    ...values,
    copiedTo: toLines(copiedTo),
    attachments: toLines(attachments),
    ...(byHand !== undefined && { paragraphs: toParagraphs(byHand) }),
  };
}

/** The words of paragraphs, a paragraph a line; a table's cells with a bar between them. */
export function toWords(paragraphs: Paragraphs): string {
  return paragraphs
    .flatMap((paragraph) =>
      paragraph.kind === 'table'
        ? [paragraph.columns, ...paragraph.rows].map((row) => `| ${row.join(' | ')} |`)
        : [paragraph.text],
    )
    .join('\n');
}

const heading = /^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。；]{0,28}$/;

function toParagraphs(words: string): Paragraphs {
  const paragraphs: Paragraphs = [];
  for (const line of toLines(words)) {
    const [, cells] = /^\|(.*)\|$/.exec(line) ?? [];
    const last = paragraphs.at(-1);
    if (cells === undefined) {
      paragraphs.push({ kind: heading.test(line) ? 'heading' : 'text', text: line });
    } else {
      const row = cells.split('|').map((cell) => cell.trim());
      if (last?.kind === 'table') last.rows.push(row);
      else paragraphs.push({ kind: 'table', columns: row, rows: [] });
    }
  }
  return paragraphs;
}

function toLines(words: string): string[] {
  return words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
