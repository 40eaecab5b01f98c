import type { Citation } from '../citation.ts';
import { decide, type Audience, type Fold, type Thresholds } from '../retrieval/index.ts';
import {
  createStatuteNames,
  readConductDay,
  type DaySpan,
  type StatuteNames,
} from '../statute/index.ts';
import type { TableAnswer, Tables } from '../tables/index.ts';
import type { Answer, Basis, Resolved } from './answer.ts';
import { readArticleRequest } from './article-request.ts';
import type { EntryFinder, FoundEntry, LiveEntry } from './finder.ts';
import { mostLookedAt, rankByOwnWords } from './own-words.ts';
import { asksForRuling } from './own-case.ts';
import {
  createResolve,
  findOutOfForce,
  toBasis,
  type ArticleSource,
  type Resolve,
} from './resolve.ts';
import { entryThresholds } from './thresholds.ts';

/** A question, who asks, and the day (YYYY-MM-DD) on which it is asked. */
export type Question = {
  readonly text: string;
  readonly audience: Audience;
  readonly today: string;
};

/** Answers questions out of what is published; never rules on anybody's case. */
export type Knowledge = { readonly ask: (question: Question) => Promise<Answer> };

export type KnowledgePorts = {
  readonly entries: EntryFinder;
  readonly articles: ArticleSource;
  readonly tables: Tables;
  readonly fold: Fold;
  /** Told of each entry that is given as the answer; returns at once. */
  readonly noteUse?: (entry: LiveEntry) => void;
  /** Other than the chosen ones for benches. */
  readonly thresholds?: Thresholds;
};

const mostNear = 3;

export function createKnowledge(ports: KnowledgePorts): Knowledge {
  const resolve = createResolve(ports.articles);
  const names = createStatuteNames([], ports.fold);
  return {
    async ask({ text, audience, today }) {
      const folded = ports.fold(text);
      const days = readConductDay(text, today, ports.fold) ?? { from: today, to: today };
      const requested = readArticleRequest(folded, names);
      const article = requested && (await findRequested(requested, days, resolve, names));
      if (article !== undefined) return article;
      const [listed, likely] = await Promise.all([
        ports.tables.lookUp(text, { audience, today: days.to }),
        ports.entries.find(text, { audience, inForceOn: days.to }, mostLookedAt),
      ]);
      const found = rankByOwnWords(folded, likely, ports.fold);
      const asked = { ...ports, folded, days, resolve };
      const answer = await answerFrom(found, asked);
      if (listed === undefined || !isBetter(listed, answer, found, asked)) return note(answer);
      const citations = listed.kind === 'row' ? listed.row.citations : [];
      return { kind: 'table', found: listed, basis: await toBasis(citations, days, resolve) };
    },
  };

  function note(answer: Answer): Answer {
    if (answer.kind === 'sure') ports.noteUse?.(answer.entry);
    return answer;
  }
}

/** A row goes before what is only alike, an entry's own wording before a row, likely ones before an empty table. */
function isBetter(
  listed: TableAnswer,
  answer: Answer,
  found: readonly FoundEntry[],
  asked: Asked,
): boolean {
  if (listed.kind === 'row') {
    return answer.kind !== 'sure' || !found.some((entry) => isOwnWording(entry, asked));
  }
  if (listed.kind === 'near') return answer.kind !== 'sure';
  return answer.kind === 'none';
}

/** An article whose text is not here is said to be missing; undefined when there is no statute of that name. */
async function findRequested(
  citation: Citation,
  days: DaySpan,
  resolve: Resolve,
  names: StatuteNames,
): Promise<Answer | undefined> {
  const basis = await toBasis([citation], days, resolve);
  const [article] = basis.citations;
  if (article === undefined) return undefined;
  const isNoStatute = article.kind === 'not_imported' && names.find(citation.statute) === undefined;
  return isNoStatute ? undefined : { kind: 'article', article, basis };
}

/** What was asked, read once. */
type Asked = Pick<KnowledgePorts, 'fold' | 'thresholds'> & {
  readonly folded: string;
  readonly days: DaySpan;
  readonly resolve: Resolve;
};

async function answerFrom(found: readonly FoundEntry[], asked: Asked): Promise<Answer> {
  const exact = found.find((entry) => isOwnWording(entry, asked));
  const decision = decide(
    found.map(({ hit }) => hit),
    asked.thresholds ?? entryThresholds,
  );
  const sure = exact ?? (decision.kind === 'sure' ? byId(found, decision.hit.id) : undefined);
  if (sure === undefined) {
    return decision.kind === 'near'
      ? offer(decision.hits.flatMap(({ id }) => byId(found, id) ?? []))
      : { kind: 'none' };
  }
  const basis = await toBasis(sure.live.text.citations, asked.days, asked.resolve);
  const outOfForce = findOutOfForce(basis);
  if (outOfForce !== undefined) {
    const near = asked.thresholds?.near ?? entryThresholds.near;
    const others = found.filter(({ id, hit }) => id !== sure.id && hit.worth >= near);
    return offer(others.slice(0, mostNear), outOfForce);
  }
  const { id, live } = sure;
  return {
    kind: 'sure',
    entry: { id, live },
    basis: withOwnCheck(basis, live.text.checkedThrough),
    isOwnCase: asksForRuling(asked.folded),
  };
}

/** While nothing that it cites is imported, the entry says itself until when it was checked. */
function withOwnCheck(basis: Basis, checkedThrough: string | undefined): Basis {
  return checkedThrough === undefined ? basis : { checkedThrough, ...basis };
}

function offer(entries: readonly FoundEntry[], outOfForce?: Resolved): Answer {
  const reason = outOfForce === undefined ? {} : { outOfForce };
  if (entries.length === 0) return { kind: 'none', ...reason };
  return { kind: 'near', entries: entries.map(({ id, live }) => ({ id, live })), ...reason };
}

function byId(found: readonly FoundEntry[], id: string): FoundEntry | undefined {
  return found.find((entry) => entry.id === id);
}

/** Whether the question is one that the entry itself has, however it is written. */
function isOwnWording({ live }: FoundEntry, { folded, fold }: Asked): boolean {
  const plain = toPlain(folded);
  const { question, similar } = live.text;
  return plain !== '' && [question, ...similar].some((own) => toPlain(fold(own)) === plain);
}

/** A folded text without spaces and marks. */
function toPlain(folded: string): string {
  return folded.replaceAll(/[\s\p{P}\p{S}]+/gu, '');
}
