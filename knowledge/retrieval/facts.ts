import { audiences, toDay, toDaySpan, type Document, type Filter } from './document.ts';
import { measureCapacity } from './impacts.ts';
import { chosenWeights, type Weights } from './weights.ts';

/** What a search must know of each document by number: whose eyes it is for, where it belongs, when it holds. */
export type Facts = {
  readonly ids: readonly string[];
  /** The names that `area` counts; 0 is no area. */
  readonly areas: readonly string[];
  readonly area: Uint16Array;
  readonly audience: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** What the fields can give; a score is judged against it. */
  readonly capacity: Float32Array;
};

const noArea = '';

export function listFacts(documents: readonly Document[], weights: Weights): Facts {
  const areas = [...new Set([noArea, ...documents.map(({ area }) => area ?? noArea)])];
  const numbers = new Map(areas.map((area, number) => [area, number]));
  const spans = documents.map(({ inForce }) => toDaySpan(inForce));
  return {
    ids: documents.map(({ id }) => id),
    areas,
    area: Uint16Array.from(documents, ({ area }) => numbers.get(area ?? noArea) ?? 0),
    audience: Uint8Array.from(documents, ({ audience }) => audiences.indexOf(audience)),
    from: Int32Array.from(spans, ({ from }) => from),
    to: Int32Array.from(spans, ({ to }) => to),
    capacity: Float32Array.from(documents, (document) => measureCapacity(document, weights)),
  };
}

/** Whether a document, by its number, may be found. */
export type Admits = (document: number) => boolean;

/** The filter over one set of facts; days count from the first to the last, both included. */
export function createAdmits(facts: Facts, filter: Filter): Admits {
  const highest = audiences.indexOf(filter.audience);
  const day = filter.inForceOn === undefined ? undefined : toDay(filter.inForceOn);
  const wanted =
    filter.areas === undefined
      ? undefined
      : Uint8Array.from(facts.areas, (area) => Number(filter.areas?.includes(area)));
  return function admits(document) {
    if ((facts.audience[document] ?? audiences.length) > highest) return false;
    if (wanted !== undefined && wanted[facts.area[document] ?? 0] !== 1) return false;
    if (day === undefined) return true;
    return (facts.from[document] ?? 0) <= day && day <= (facts.to[document] ?? 0);
  };
}

/** Those of the documents that a search with the filter might find. */
export function filterDocuments(
  documents: readonly Document[],
  filter: Filter,
): readonly Document[] {
  const admits = createAdmits(listFacts(documents, chosenWeights), filter);
  return documents.filter((_, number) => admits(number));
}
