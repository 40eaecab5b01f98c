import { listFacts, type Facts } from './facts.ts';
import type { Document } from './document.ts';
import type { Impacts } from './impacts.ts';
import type { Postings } from './postings.ts';
import type { Weights } from './weights.ts';

/** Documents are counted in 16 bits within their segment. */
export const mostInSegment = 65_536;

/**
 * Part of an index that never changes: for the key `keys[row]` the documents from `documents[starts[row]]` up to
 * `documents[starts[row + 1]]`, ascending, with their impacts beside them.
 */
export type Segment = {
  readonly facts: Facts;
  readonly keys: Uint32Array;
  readonly starts: Uint32Array;
  readonly documents: Uint16Array;
  readonly impacts: Uint8Array;
};

/** Lays out at most `mostInSegment` documents. */
export function buildSegment(
  documents: readonly Document[],
  weights: Weights,
  weighDocument: (document: Document) => Impacts,
): Segment {
  if (documents.length > mostInSegment) throw new RangeError('too many documents for a segment');
  const rowOf = new Map<number, number>();
  const cells = createCells();
  const ends = documents.map((document) => {
    for (const [key, step] of weighDocument(document)) {
      const row = rowOf.get(key) ?? rowOf.size;
      if (row === rowOf.size) rowOf.set(key, row);
      cells.push(row * 256 + step);
    }
    return cells.count();
  });
  return { facts: listFacts(documents, weights), ...scatter(rowOf, cells.take(), ends) };
}

type Layout = Omit<Segment, 'facts'>;

/** Sorts cells (first-seen row and step, document after document) into rows by key. */
function scatter(
  rowOf: ReadonlyMap<number, number>,
  cells: Uint32Array,
  ends: readonly number[],
): Layout {
  const keys = Uint32Array.from(rowOf.keys()).toSorted();
  const sortedRow = new Uint32Array(keys.length);
  keys.forEach((key, sorted) => {
    sortedRow[rowOf.get(key) ?? 0] = sorted;
  });
  const starts = new Uint32Array(keys.length + 1);
  for (const cell of cells) bump(starts, (sortedRow[cell >>> 8] ?? 0) + 1);
  for (let row = 1; row < starts.length; row += 1) {
    starts[row] = (starts[row] ?? 0) + (starts[row - 1] ?? 0);
  }
  const next = starts.slice(0, keys.length);
  const documents = new Uint16Array(cells.length);
  const impacts = new Uint8Array(cells.length);
  let at = 0;
  ends.forEach((end, document) => {
    for (; at < end; at += 1) {
      const cell = cells[at] ?? 0;
      const place = bump(next, sortedRow[cell >>> 8] ?? 0);
      documents[place] = document;
      impacts[place] = cell & 0xff;
    }
  });
  return { keys, starts, documents, impacts };
}

/** Adds one and gives what was there before. */
function bump(counts: Uint32Array, index: number): number {
  const before = counts[index] ?? 0;
  counts[index] = before + 1;
  return before;
}

/** A growing list of 32-bit numbers; a plain array of as many would not fit beside the rest. */
function createCells() {
  let cells = new Uint32Array(1 << 16);
  let count = 0;
  return {
    count: () => count,
    take: () => cells.slice(0, count),
    push(cell: number) {
      if (count === cells.length) {
        const wider = new Uint32Array(cells.length * 2);
        wider.set(cells);
        cells = wider;
      }
      cells[count] = cell;
      count += 1;
    },
  };
}

/** The postings of a key in a segment. */
export function findPostings(segment: Segment, key: number): Postings | undefined {
  const { keys, starts, documents, impacts } = segment;
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const row = (low + high) >>> 1;
    const found = keys[row] ?? 0;
    if (found === key) {
      return { documents, impacts, from: starts[row] ?? 0, to: starts[row + 1] ?? 0 };
    }
    if (found < key) low = row + 1;
    else high = row - 1;
  }
  return undefined;
}
