import {
  starterDrafts,
  mostLookedAt,
  rankByOwnWords,
  toEntryDocument,
  toStarterEntry,
  type Audience,
  type LiveEntry,
} from '../../knowledge/index.ts';
import { buildIndex, type Hit } from '../../knowledge/retrieval/index.ts';
import { goldenQuestions } from '../../knowledge/starter/golden.ts';
import { fold } from '../../platform/fold/index.ts';
import { readOptions } from '../options.ts';
import { readData } from './data.ts';

/**
 * Chooses from where on an entry is the answer: `npx tsx bench/retrieval/choose-entry-thresholds.ts`. Golden questions
 * are in other words than any entry; those without an answer, foreign questions and complaints must get none. Of the
 * answers to the wordings left out nine in ten must be right.
 */
type Asked = { readonly hits: readonly Hit[]; readonly right?: string };
type Line = { readonly sure: number; readonly ahead: number };

const { questions, complaints } = readData(readOptions().data);
const texts = starterDrafts.map((draft) => toStarterEntry(draft, new Date(0)));
const entries = new Map(
  texts.map(({ id, text }): [string, LiveEntry] => [
    id,
    { id, live: { version: 1, text, publishedAt: new Date(0) } },
  ]),
);
const documents = [...entries.values()].map(({ id, live }) => toEntryDocument(id, live));
const index = buildIndex(documents, { fold });

/** As `ask` does: what is found, ranked again by the entries' own wordings. */
function ask(text: string, audience: Audience = 'public'): Asked {
  const found = index.search(text, { audience }, mostLookedAt).flatMap((hit) => {
    const entry = entries.get(hit.id);
    return entry === undefined ? [] : [{ ...entry, hit }];
  });
  return { hits: rankByOwnWords(fold(text), found, fold).map(({ hit }) => hit) };
}

const golden = goldenQuestions.flatMap(({ question, audience, expects }): readonly Asked[] =>
  expects.kind === 'entry' ? [{ ...ask(question, audience), right: expects.id }] : [],
);
/** Each wording asked while it is left out: what is left of the entry is farther than from any question of a person. */
const own = documents.flatMap((document): readonly Asked[] => {
  const { id, wordings = [], audience } = document;
  return wordings.flatMap((wording): readonly Asked[] => {
    const whole = entries.get(id);
    if (whole === undefined) return [];
    const [question = '', ...similar] = wordings.filter((other) => other !== wording);
    const text = { ...whole.live.text, question, similar };
    entries.set(id, { id, live: { ...whole.live, text } });
    index.put({ ...document, wordings: [question, ...similar] });
    const asked = { ...ask(wording, audience), right: id };
    index.put(document);
    entries.set(id, whole);
    return [asked];
  });
});
const silent = goldenQuestions
  .filter(({ expects }) => expects.kind === 'silent')
  .map(({ question, audience }) => ask(question, audience));
const foreign = questions.filter(({ admin }) => !admin).map(({ query }) => ask(query));
const complained = complaints.map((text) => ask(text));

function isSure({ hits: [best, second] }: Asked, { sure, ahead }: Line): boolean {
  return best !== undefined && best.worth >= sure && best.worth >= ahead * (second?.worth ?? 0);
}

function share(asked: readonly Asked[], keep: (one: Asked) => boolean): string {
  return `${((100 * asked.filter(keep).length) / asked.length).toFixed(1)} %`;
}

console.log(`${starterDrafts.length} entries, ${golden.length} questions, ${silent.length} silent`);
console.log(
  '| sure | ahead | right | wrong | own right | own wrong | silent | foreign | complaints |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const sure of [0.6, 0.65, 0.7, 0.75]) {
  for (const ahead of [1.35, 1.5, 1.6, 1.7]) {
    const line = { sure, ahead };
    const isAnswered = (one: Asked): boolean => isSure(one, line);
    const isRight = ({ hits, right }: Asked): boolean => hits[0]?.id === right;
    const cells = [
      ...[golden, own].flatMap((asked) => [
        share(asked, (one) => isAnswered(one) && isRight(one)),
        share(asked, (one) => isAnswered(one) && !isRight(one)),
      ]),
      ...[silent, foreign, complained].map((asked) => share(asked, isAnswered)),
    ];
    console.log(`| ${[sure, ahead, ...cells].join(' | ')} |`);
  }
}
console.log(
  '\n| near | right in three | silent | foreign | complaints |\n| --- | --- | --- | --- | --- |',
);
for (const near of [0.25, 0.28, 0.3, 0.32, 0.35, 0.4]) {
  const isNear = ({ hits }: Asked): boolean => (hits[0]?.worth ?? 0) >= near;
  const isFound = ({ hits, right }: Asked): boolean =>
    hits.slice(0, 3).some(({ id, worth }) => id === right && worth >= near);
  const cells = [
    share(golden, isFound),
    ...[silent, foreign, complained].map((asked) => share(asked, isNear)),
  ];
  console.log(`| ${[near, ...cells].join(' | ')} |`);
}
