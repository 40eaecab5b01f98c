import type { Fold } from '../retrieval/index.ts';
import { addDays, readFullDate } from './days.ts';
import type { KnownDate } from './known-dates.ts';
import { numeralClass, readNumeral } from './numerals.ts';
import { findOwnAct, readActs, type Act } from './preamble.ts';
import type { ParsedArticle } from './read-statute.ts';
import { listRepealed } from './repeal.ts';
import type { Repeal, SourcedDay } from './statute.ts';

/** What the texts themselves say of a version's time; a day that they do not say is absent. */
export type VersionDates = {
  readonly inForceFrom?: SourcedDay;
  readonly acts: readonly string[];
  readonly repeals: readonly Repeal[];
};

type Dated = {
  readonly title: string;
  readonly adoptedOn: string;
  readonly preamble: string;
  readonly articles: readonly Pick<ParsedArticle, 'label' | 'text'>[];
};

const subject = '(?:本[^，,。；;\\s]{1,6}?|^)自';
const forceSentence = new RegExp(
  `${subject}([^，,。；;]{2,24}?)(?:起|后)(?:正式)?(?:施行|实施|生效)`,
  'u',
);
const otherForce = /自[^。；;]{2,24}?(?:起|后)(?:正式)?(?:施行|实施|生效)/u;
const exceptions = /另有规定|除外|(?:分别|分步|逐步)(?:施行|实施)/u;
const daysAfter = new RegExp(`^(?:公布|发布)之日起(?:满)?(${numeralClass}+)日$`, 'u');
/** 施行 stands in the last articles; later ones may say what it means for old cases. */
const finalArticles = 3;

/** Dates a version from its notes, its final article and the curated list; never guesses. */
export function dateVersion(statute: Dated, known: readonly KnownDate[], fold: Fold): VersionDates {
  const { title, adoptedOn } = statute;
  const all = readActs(statute.preamble, fold);
  const own = findOwnAct(all, adoptedOn);
  const isFirst = own !== undefined && own === all[0];
  const final = findFinal(statute.articles, fold);
  const stated =
    final === undefined ? undefined : readForce(final, isFirst ? own.published : undefined);
  const listed = known.find((date) => date.title === title && date.adoptedOn === adoptedOn);
  const inForceFrom =
    listed === undefined
      ? agree([stated, readNotedForce(own)], adoptedOn)
      : { day: listed.inForceFrom, source: listed.source };
  // The final article of an amended text keeps its old date, when its repeals took effect. Where it names none, what
  // it repealed is not certain to have lived longer than until the first act.
  const [first] = all;
  const earliest = first === undefined ? undefined : { day: first.first, source: first.words };
  const repealedFrom = stated ?? (isFirst ? inForceFrom : earliest) ?? inForceFrom;
  const repeals =
    final === undefined || repealedFrom === undefined
      ? []
      : listRepealed(final.text, fold).map((repealed) => ({ title: repealed, from: repealedFrom }));
  return {
    ...(inForceFrom === undefined ? {} : { inForceFrom }),
    acts: listActs(all, own, adoptedOn),
    repeals,
  };
}

/** The first of the days, unless another contradicts it; a day before the adoption is an older version's. */
function agree(
  days: readonly (SourcedDay | undefined)[],
  adoptedOn: string,
): SourcedDay | undefined {
  const told = days.flatMap((day) => (day === undefined || day.day < adoptedOn ? [] : [day]));
  return told.every(({ day }) => day === told[0]?.day) ? told[0] : undefined;
}

function listActs(all: readonly Act[], own: Act | undefined, adoptedOn: string): readonly string[] {
  if (all.length === 0) return [];
  const until = own === undefined ? all : all.slice(0, all.indexOf(own) + 1);
  const days = until.map(({ first }) => first).filter((day) => day <= adoptedOn);
  return own === undefined ? [...days, adoptedOn] : days;
}

function readNotedForce(own: Act | undefined): SourcedDay | undefined {
  const inForce = own?.inForce;
  return inForce === undefined ? undefined : { day: inForce.day, source: inForce.words };
}

type Final = { readonly label: string; readonly text: string; readonly words: string };

function findFinal(articles: Dated['articles'], fold: Fold): Final | undefined {
  for (const { label, text } of articles.slice(-finalArticles).toReversed()) {
    for (const line of text.split('\n')) {
      const words = fold(line);
      if (forceSentence.test(words)) return { label, text, words };
    }
  }
  return undefined;
}

/** The day that a final article names; `published` is used only where the text counts from its publication. */
function readForce({ label, words }: Final, published: string | undefined): SourcedDay | undefined {
  const [sentence = '', when = ''] = forceSentence.exec(words) ?? [];
  const others = words.replace(sentence, '');
  if (exceptions.test(words) || otherForce.test(others)) return undefined;
  const source = `${label} ${sentence}`;
  const day = readFullDate(when);
  if (day !== undefined) return { day, source };
  if (published === undefined) return undefined;
  const later = daysAfter.exec(when)?.[1];
  if (later !== undefined) return { day: addDays(published, readNumeral(later) ?? 0), source };
  return /^(?:公布|发布)之日$/u.test(when) ? { day: published, source } : undefined;
}
