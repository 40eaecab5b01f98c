import type { Document, Filter } from './document.ts';
import type { Fold } from './grams.ts';
import {
  createWeighDocument,
  measureHighest,
  measureLengths,
  type MeanLengths,
} from './impacts.ts';
import { createOverlay } from './overlay.ts';
import { createPlaces } from './places.ts';
import { createReadQuestion } from './question.ts';
import { createRank, type Hit, type Part } from './rank.ts';
import { buildSegment, findPostings, mostInSegment, type Segment } from './segment.ts';
import { createCutSnippet, type CutSnippet } from './snippet.ts';
import { chosenWeights, type Weights } from './weights.ts';

/** All that a snapshot keeps: what was laid out, and which documents of it are dead (1). */
export type Laid = {
  readonly means: MeanLengths;
  readonly parts: readonly { readonly segment: Segment; readonly dead: Uint8Array }[];
};

/** How much an index holds: living documents, dead ones that still take room, changes not laid out yet. */
export type IndexSize = {
  readonly documents: number;
  readonly dead: number;
  readonly changes: number;
};

/** Documents that can be searched. A change is seen by the next search; nothing here waits or reads a clock. */
export type SearchIndex = {
  readonly search: (text: string, filter: Filter, limit: number) => readonly Hit[];
  /** A piece of a text with the question's words marked; the index keeps no texts itself. */
  readonly cutSnippet: CutSnippet;
  /** Adds a document or puts it in place of the one with its id. */
  readonly put: (document: Document) => void;
  /** False when there was no such document. */
  readonly remove: (id: string) => boolean;
  readonly has: (id: string) => boolean;
  readonly measure: () => IndexSize;
  /** Lays out the changes too (about 0.2 ms each), so that all can be kept in a snapshot. */
  readonly layOut: () => Laid;
};

/** What an index works with; weights other than the chosen ones are for benches. */
export type IndexTools = { readonly fold: Fold; readonly weights?: Weights };

/** Lays out all documents anew; of two with one id the later one stays. */
export function buildIndex(documents: readonly Document[], tools: IndexTools): SearchIndex {
  const { fold, weights = chosenWeights } = tools;
  const means = measureLengths(documents);
  const weigh = createWeighDocument(fold, weights, means);
  const all = [...new Map(documents.map((document) => [document.id, document])).values()];
  const parts: Laid['parts'][number][] = [];
  for (let from = 0; from < all.length; from += mostInSegment) {
    const some = all.slice(from, from + mostInSegment);
    parts.push({ segment: buildSegment(some, weights, weigh), dead: new Uint8Array(some.length) });
  }
  return openIndex({ means, parts }, tools);
}

/** Opens what was laid out before. */
export function openIndex(laid: Laid, { fold, weights = chosenWeights }: IndexTools): SearchIndex {
  const weigh = createWeighDocument(fold, weights, laid.means);
  const readQuestion = createReadQuestion(fold, weights);
  const rank = createRank(mostInSegment, measureHighest(weights));
  const places = createPlaces(laid.parts);
  const segments = laid.parts.map(({ segment }) => segment);
  let overlay = createOverlay(weights, weigh);

  function listParts(): readonly Part[] {
    const found = segments.map((segment, number): Part => ({
      facts: segment.facts,
      find: (key) => findPostings(segment, key),
      dead: places.listDead(number),
    }));
    if (overlay.count() === 0) return found;
    const { find } = overlay;
    return [...found, { facts: overlay.listFacts(), find, dead: places.listDead(found.length) }];
  }

  function layOut(): Laid {
    if (overlay.count() > 0) {
      segments.push(buildSegment(overlay.listDocuments(), weights, weigh));
      overlay = createOverlay(weights, weigh);
    }
    const parts = segments.map((segment, number) => ({
      segment,
      dead: places.listDead(number).slice(0, segment.facts.ids.length),
    }));
    return { means: laid.means, parts };
  }

  return {
    search: (text, filter, limit) => rank(listParts(), readQuestion(text), filter, limit),
    cutSnippet: createCutSnippet(fold, readQuestion),
    put(document) {
      places.drop(document.id);
      if (overlay.count() === mostInSegment) layOut();
      places.note(document.id, segments.length, overlay.add(document));
    },
    remove: places.drop,
    has: places.has,
    layOut,
    measure() {
      const laidOut = segments.reduce((sum, { facts }) => sum + facts.ids.length, 0);
      const documents = places.count();
      return { documents, dead: laidOut + overlay.count() - documents, changes: overlay.count() };
    },
  };
}
