import { createBest, type Best, type Candidate } from './best.ts';
import type { Filter } from './document.ts';
import { createAdmits, type Admits, type Facts } from './facts.ts';
import { impactSteps } from './impacts.ts';
import { findStep, type Postings } from './postings.ts';
import type { Term } from './question.ts';

/** A segment or the overlay, as a search sees it. */
export type Part = {
  readonly facts: Facts;
  readonly find: (key: number) => Postings | undefined;
  /** 1 for a document that was removed or replaced. */
  readonly dead: Uint8Array;
};

/** A document found. `coverage` is the share of the question, by weight, that it has; `worth` its score against the question's. */
export type Hit = {
  readonly id: string;
  readonly score: number;
  readonly coverage: number;
  readonly worth: number;
};

/** More postings than this are not walked for a question: the commonest words only settle the order of the best. */
const mostWalked = 200_000;
/** In so many documents the commonest words are looked up, fewer when there are many such words. */
const mostSettled = 150;
const mostLookups = 1500;
/** A short question proves little: it counts as if so many rare pairs more had been asked and not found. */
const doubtfulPairs = 4;

/** A term with its postings part by part, how many they are, and what its rarity makes of its weight. */
type Weighed = {
  readonly isAsked: boolean;
  readonly postings: readonly (Postings | undefined)[];
  readonly count: number;
  readonly weight: number;
};

export type Rank = (
  parts: readonly Part[],
  terms: readonly Term[],
  filter: Filter,
  limit: number,
) => readonly Hit[];

/** Ranks by BM25; keeps one array of sums for all the searches of an index. `highest` is what the last step stands for. */
export function createRank(mostInPart: number, highest: number): Rank {
  const sums = new Float32Array(mostInPart);
  return function rank(parts, terms, filter, limit) {
    const total = parts.reduce((sum, { facts }) => sum + facts.ids.length, 0);
    const weighed = terms
      .map((term) => weigh(term, parts, total))
      .toSorted((a, b) => a.count - b.count);
    const walked = countWalked(weighed);
    const best = createBest(countSettled(weighed.length - walked, limit));
    parts.forEach((part, number) => {
      walk(part, number, weighed.slice(0, walked));
      keepBest(best, part, number, createAdmits(part.facts, filter));
    });
    const candidates = best.list();
    for (const candidate of candidates) settle(candidate, weighed.slice(walked), highest);
    const asked = sumAsked(weighed, total);
    return candidates
      .toSorted(comparePlaces)
      .slice(0, limit)
      .map((candidate) => toHit(candidate, parts, weighed, asked));
  };

  /** Adds up what the walked terms give to each document of a part. */
  function walk(part: Part, number: number, walked: readonly Weighed[]): void {
    sums.fill(0, 0, part.facts.ids.length);
    for (const { postings, weight } of walked) {
      const here = postings[number];
      if (here === undefined) continue;
      addUp(sums, here, weight * highest);
    }
  }

  /** Keeps the best of the part that may be found. */
  function keepBest(best: Best, { facts, dead }: Part, part: number, admits: Admits): void {
    let floor = best.floor();
    for (let document = 0; document < facts.ids.length; document += 1) {
      const score = sums[document] ?? 0;
      if (score <= floor || dead[document] === 1 || !admits(document)) continue;
      best.add(score, part, document);
      floor = best.floor();
    }
  }
}

function toHit(
  candidate: Candidate,
  parts: readonly Part[],
  weighed: readonly Weighed[],
  asked: number,
): Hit {
  const { part, document, score } = candidate;
  const facts = parts[part]?.facts;
  return {
    id: facts?.ids[document] ?? '',
    score,
    coverage: sumCovered(candidate, weighed) / asked,
    worth: score / (asked * (facts?.capacity[document] ?? 1)),
  };
}

/** The highest first; among equals as they were laid out. */
function comparePlaces(a: Candidate, b: Candidate): number {
  return b.score - a.score || a.part - b.part || a.document - b.document;
}

/** The hottest loop: typed arrays only, nothing allocated. */
function addUp(
  sums: Float32Array,
  { documents, impacts, from, to }: Postings,
  weight: number,
): void {
  for (let at = from; at < to; at += 1) {
    const document = documents[at] ?? 0;
    sums[document] = (sums[document] ?? 0) + weight * (impactSteps[impacts[at] ?? 0] ?? 0);
  }
}

function weigh({ key, weight, isAsked }: Term, parts: readonly Part[], total: number): Weighed {
  const postings = parts.map((part) => part.find(key));
  const count = postings.reduce((sum, here) => sum + (here ? here.to - here.from : 0), 0);
  return { isAsked, postings, count, weight: weight * toRarity(count, total) };
}

/** BM25's inverse document frequency; never below 0. */
function toRarity(count: number, total: number): number {
  return Math.log(1 + (Math.max(0, total - count) + 0.5) / (count + 0.5));
}

function countWalked(rarestFirst: readonly Weighed[]): number {
  let postings = 0;
  const beyond = rarestFirst.findIndex(({ count }, index) => {
    postings += count;
    return index > 0 && postings > mostWalked;
  });
  return beyond === -1 ? rarestFirst.length : beyond;
}

function countSettled(restTerms: number, limit: number): number {
  const affordable = Math.floor(mostLookups / Math.max(1, restTerms));
  return Math.max(limit, Math.min(mostSettled, affordable));
}

function settle(candidate: Candidate, rest: readonly Weighed[], highest: number): void {
  for (const { postings, weight } of rest) {
    candidate.score += (impactSteps[stepIn(candidate, postings)] ?? 0) * highest * weight;
  }
}

function stepIn({ part, document }: Candidate, postings: Weighed['postings']): number {
  const here = postings[part];
  return here === undefined ? 0 : findStep(here, document);
}

function sumAsked(weighed: readonly Weighed[], total: number): number {
  let asked = doubtfulPairs * toRarity(0, total);
  for (const { isAsked, weight } of weighed) if (isAsked) asked += weight;
  return asked;
}

function sumCovered(candidate: Candidate, weighed: readonly Weighed[]): number {
  let covered = 0;
  for (const { isAsked, postings, weight } of weighed) {
    if (isAsked && stepIn(candidate, postings) > 0) covered += weight;
  }
  return covered;
}
