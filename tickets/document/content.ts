import type { OfficialDocument } from './document.ts';

/** What signing fixes, one text for one content: keys in order, nothing that comes later. */
export function toFixedContent(document: OfficialDocument): string {
  const { id, kind, profile, audience, layout, organId, organName, title, addressedTo, units } =
    document;
  const { copiedTo, attachments, fields, paraphrase, basis, points, paragraphs } = document;
  const { problemIds, ticketId, number, signedOn, replaces, verifyCode } = document;
  return toCanonicalText({
    id,
    kind,
    profile,
    audience,
    layout,
    organId,
    organName,
    title,
    addressedTo,
    units,
    copiedTo,
    attachments,
    fields,
    paraphrase,
    basis,
    points,
    paragraphs,
    problemIds,
    ticketId,
    number,
    signedOn,
    replaces,
    verifyCode,
  });
}

/** JSON with its keys sorted and absent values left out; dates as ISO 8601. */
export function toCanonicalText(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(toCanonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${toCanonicalText(part)}`);
  return `{${entries.join(',')}}`;
}
