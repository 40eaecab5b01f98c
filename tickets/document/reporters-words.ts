import type { Ticket } from '../ticket.ts';
import type { OfficialDocument } from './document.ts';
import { listWords } from './fill-template.ts';

/** So many letters in a row by chance are hardly ever the same. */
const runLength = 8;

/**
 * Runs of the reporter's own words, or the ticket's number, that stand in a document outside the reviewed paraphrase.
 * Names of units are nobody's words. Punctuation and spaces are not looked at.
 */
export function findReportersWords(
  document: Pick<
    OfficialDocument,
    | 'title'
    | 'addressedTo'
    | 'copiedTo'
    | 'attachments'
    | 'fields'
    | 'paragraphs'
    | 'paraphrase'
    | 'units'
  >,
  ticket: Pick<Ticket, 'facts' | 'number'>,
): readonly string[] {
  const {
    title,
    addressedTo,
    copiedTo,
    attachments,
    fields,
    paragraphs,
    paraphrase = '',
  } = document;
  const removed = [paraphrase, ...document.units.map(({ name }) => name)].filter(
    (part) => part !== '',
  );
  const texts = [title, addressedTo, ...copiedTo, ...attachments, ...listWords(paragraphs)];
  const words = [...texts, ...Object.values(fields)]
    .map((text) => removed.reduce((left, part) => left.replaceAll(part, '\n'), text))
    .map(fold);
  const runs = Object.values(ticket.facts).flatMap((fact) => listRuns(removeNames(fact, removed)));
  const found = new Set(runs.filter((run) => words.some((text) => text.includes(run))));
  if (words.some((text) => text.includes(ticket.number))) found.add(ticket.number);
  return [...found];
}

function removeNames(fact: string, names: readonly string[]): string {
  return names.reduce((left, name) => left.replaceAll(name, '\n'), fact);
}

function listRuns(fact: string): readonly string[] {
  return fact.split('\n').flatMap((part) => {
    const folded = fold(part);
    const count = Math.max(0, folded.length - runLength + 1);
    return Array.from({ length: count }, (_, at) => folded.slice(at, at + runLength));
  });
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s\p{P}\p{S}]/gu, '');
}
