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
import type { EntryFinder, FindByMeaning, FoundEntry, LiveEntry } from './finder.ts';
import { listNear } from './near.ts';
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
  /** Not to be searched by meaning: words that may be no question at all. */
  readonly wordsAlone?: boolean;
};

/** Answers questions out of what is published; never rules on anybody's case. */
export type Knowledge = { readonly ask: (question: Question) => Promise<Answer> };

export type KnowledgePorts = {
  readonly entries: EntryFinder;
  /** Asked only for what words leave open; whether an answer is sure is decided by them alone. */
  readonly findByMeaning?: FindByMeaning;
  readonly articles: ArticleSource;
  readonly tables: Tables;
  readonly fold: Fold;
  /** Told of each entry that is given as the answer; returns at once. */
  readonly noteUse?: (entry: LiveEntry) => void;
  /** Other than the chosen ones for benches. */
  readonly thresholds?: Thresholds;
};

export function createKnowledge(ports: KnowledgePorts): Knowledge {
  const resolve = createResolve(ports.articles);
  const names = createStatuteNames([], ports.fold);
  return {
    async ask({ text, audience, today, wordsAlone = false }) {
      const folded = ports.fold(text);
      const days = readConductDay(text, today, ports.fold) ?? { from: today, to: today };
      const requested = readArticleRequest(folded, names);
      const article = requested && (await findRequested(requested, days, resolve, names));
      if (article !== undefined) return article;
      const filter = { audience, inForceOn: days.to };
      const [listed, likely] = await Promise.all([
        ports.tables.lookUp(text, { audience, today: days.to }),
        ports.entries.find(text, filter, mostLookedAt),
      ]);
      const found = rankByOwnWords(folded, likely, ports.fold);
      const asked = { ...ports, folded, days, resolve };
      const said = await answerFrom(found, asked);
      if (listed === undefined || !isBetter(listed, said, found, asked)) {
        if (said.kind === 'sure') return note(said);
        const meant = wordsAlone ? [] : await ports.findByMeaning?.(text, filter, mostLookedAt);
        return offerNear(said, meant ?? []);
      }
      const citations = listed.kind === 'row' ? listed.row.citations : [];
      return { kind: 'table', found: listed, basis: await toBasis(citations, days, resolve) };
    },
  };

  function note(answer: Sure): Answer {
    ports.noteUse?.(answer.entry);
    return answer;
  }
}

function offerNear(
  { found, near, passedOver, outOfForce }: Unsure,
  meant: readonly LiveEntry[],
): Answer {
  const others = meant.filter(({ id }) => id !== passedOver);
  const entries = listNear(found, others, near);
  const reason = outOfForce === undefined ? {} : { outOfForce };
  return entries.length === 0 ? { kind: 'none', ...reason } : { kind: 'near', entries, ...reason };
}

/** A row goes before what is only alike, an entry's own wording before a row, likely ones before an empty table. */
function isBetter(
  listed: TableAnswer,
  said: Sure | Unsure,
  found: readonly FoundEntry[],
  asked: Asked,
): boolean {
  if (listed.kind === 'row') {
    return said.kind !== 'sure' || !found.some((entry) => isOwnWording(entry, asked));
  }
  if (said.kind === 'sure') return false;
  return listed.kind === 'near' || listNear(said.found, [], said.near).length === 0;
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

type Sure = Extract<Answer, { kind: 'sure' }>;

/** No answer: what may be offered instead, out of what was found. */
type Unsure = {
  readonly kind: 'unsure';
  readonly found: readonly FoundEntry[];
  readonly near: number;
  /** The entry that fits but rests on law not in force, and that law. */
  readonly passedOver?: string;
  readonly outOfForce?: Resolved;
};

async function answerFrom(found: readonly FoundEntry[], asked: Asked): Promise<Sure | Unsure> {
  const thresholds = asked.thresholds ?? entryThresholds;
  const { near } = thresholds;
  const exact = found.find((entry) => isOwnWording(entry, asked));
  const decision = decide(
    found.map(({ hit }) => hit),
    thresholds,
  );
  const sure = exact ?? (decision.kind === 'sure' ? byId(found, decision.hit.id) : undefined);
  if (sure === undefined) return { kind: 'unsure', found, near };
  const { id, live } = sure;
  const basis = await toBasis(live.text.citations, asked.days, asked.resolve);
  const outOfForce = findOutOfForce(basis);
  if (outOfForce !== undefined) {
    const others = found.filter((other) => other.id !== id);
    return { kind: 'unsure', found: others, near, passedOver: id, outOfForce };
  }
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
