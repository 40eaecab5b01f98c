import type { Document } from './document.ts';
import { listFacts, type Facts } from './facts.ts';
import type { Impacts } from './impacts.ts';
import type { Postings } from './postings.ts';
import type { Weights } from './weights.ts';

/** What was put in since the segments were laid out; small, so that a change costs next to nothing. */
export type Overlay = {
  /** The document's number here. */
  readonly add: (document: Document) => number;
  readonly find: (key: number) => Postings | undefined;
  readonly listFacts: () => Facts;
  readonly listDocuments: () => readonly Document[];
  readonly count: () => number;
};

type Row = { documents: Uint16Array; impacts: Uint8Array; count: number };

export function createOverlay(
  weights: Weights,
  weighDocument: (document: Document) => Impacts,
): Overlay {
  const rows = new Map<number, Row>();
  const documents: Document[] = [];
  let facts: Facts | undefined;
  return {
    add(document) {
      const number = documents.push(document) - 1;
      facts = undefined;
      for (const [key, step] of weighDocument(document)) {
        const row = rows.get(key) ?? createRow();
        if (row.count === 0) rows.set(key, row);
        if (row.count === row.documents.length) widen(row);
        row.documents[row.count] = number;
        row.impacts[row.count] = step;
        row.count += 1;
      }
      return number;
    },
    find(key) {
      const row = rows.get(key);
      return row && { documents: row.documents, impacts: row.impacts, from: 0, to: row.count };
    },
    listFacts: () => (facts ??= listFacts(documents, weights)),
    listDocuments: () => documents,
    count: () => documents.length,
  };
}

function createRow(): Row {
  return { documents: new Uint16Array(2), impacts: new Uint8Array(2), count: 0 };
}

function widen(row: Row): void {
  const { documents, impacts } = row;
  row.documents = new Uint16Array(documents.length * 2);
  row.documents.set(documents);
  row.impacts = new Uint8Array(impacts.length * 2);
  row.impacts.set(impacts);
}
