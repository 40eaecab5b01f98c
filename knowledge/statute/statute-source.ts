import type { Fold } from '../retrieval/index.ts';
import { dateVersion } from './date-version.ts';
import type { KnownDate } from './known-dates.ts';
import { readActs } from './preamble.ts';
import type { ParsedStatute, StatuteFault } from './read-statute.ts';
import type { Article, SourcedDay, StatuteVersion } from './statute.ts';
import { toPlainTitle } from './title.ts';

/** A statute to import. Without `adoptedOn` the notes under its title must tell it. */
export type StatuteSource = ParsedStatute & {
  readonly adoptedOn?: SourcedDay;
  /** Somebody has looked at the faults and takes the text as it is. */
  readonly isAccepted?: boolean;
};

/** Why a statute is not imported; `other_text`: the same version is here in other words. */
export type StatuteRefusal =
  | { readonly code: 'no_adoption_date' }
  | { readonly code: 'other_text' }
  | { readonly code: 'faults'; readonly faults: readonly StatuteFault[] };

/** What the dating of versions rests on: the curated list and the day until which somebody looked for newer texts. */
export type DatingRules = {
  readonly knownDates: readonly KnownDate[];
  readonly checkedThrough: string;
  readonly fold: Fold;
};

export type PreparedVersion = {
  readonly version: StatuteVersion;
  readonly articles: readonly Article[];
};

/** The version and its articles as they will be stored, not whole yet, or why they are refused. */
export function prepareVersion(
  source: StatuteSource,
  { knownDates, checkedThrough, fold }: DatingRules,
): PreparedVersion | { readonly refusal: StatuteRefusal } {
  const faults = source.faults.filter((fault) => isSerious(fault, source.isAccepted === true));
  if (faults.length > 0) return { refusal: { code: 'faults', faults } };
  const adoptedOn = source.adoptedOn ?? readAdoption(source.preamble, fold);
  if (adoptedOn === undefined) return { refusal: { code: 'no_adoption_date' } };
  const title = toPlainTitle(source.title, fold);
  const id = `${title}@${adoptedOn.day}`;
  const articles = source.articles.map((article): Article => {
    return { id: `${id}:${article.number}`, versionId: id, ...article };
  });
  const { preamble } = source;
  const dates = dateVersion(
    { title, adoptedOn: adoptedOn.day, preamble, articles: source.articles },
    knownDates,
    fold,
  );
  const version: StatuteVersion = {
    id,
    title,
    adoptedOn,
    ...dates,
    checkedThrough,
    articles: articles.length,
    digest: digestArticles(articles),
    isWhole: false,
  };
  return { version, articles };
}

/** An article that stands there twice in the same words does no harm; a text without title or articles is none. */
function isSerious(fault: StatuteFault, isAccepted: boolean): boolean {
  if (fault.kind === 'no_title' || fault.kind === 'no_articles') return true;
  return !isAccepted && !(fault.kind === 'duplicate' && fault.isSame);
}

/** The last day of the last act in the notes. */
function readAdoption(preamble: string, fold: Fold): SourcedDay | undefined {
  const act = readActs(preamble, fold).at(-1);
  return act === undefined ? undefined : { day: act.last, source: act.words };
}

const fnvOffset = 0x811c_9dc5;
const fnvPrime = 0x0100_0193;

/** Two 32-bit sums over number, chapter and words of each article: finds another text, not malice. */
function digestArticles(articles: readonly Article[]): string {
  let forward = fnvOffset;
  let mixed = 0;
  for (const { number, chapter = '', text } of articles) {
    const words = `${number}\u0000${chapter}\u0000${text}\u0001`;
    for (let at = 0; at < words.length; at += 1) {
      const unit = words.charCodeAt(at);
      forward = Math.imul(forward ^ unit, fnvPrime);
      mixed = (Math.imul(mixed, 31) + unit) | 0;
    }
  }
  return [forward, mixed].map((sum) => (sum >>> 0).toString(16).padStart(8, '0')).join('');
}
