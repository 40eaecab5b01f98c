import { isBlank, listFacts, type TableRow, toCitationLabel } from '../../knowledge/index.ts';
import type { RowView } from './tables.schema.ts';

/** Shows a row with who confirmed it and when; a fact still to be filled in is marked. */
export function presentRow(row: TableRow): RowView {
  const { id, kind, version, area, also, citations, validFrom, validTo, confirmed } = row;
  return {
    id,
    kind,
    version,
    area,
    facts: listFacts(row).map(({ name, text }) => ({ name, text, isBlank: isBlank(text) })),
    also: [...also],
    citations: citations.map(toCitationLabel),
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
    ...(confirmed && { confirmed: { by: confirmed.by, at: confirmed.at.toISOString() } }),
  };
}
