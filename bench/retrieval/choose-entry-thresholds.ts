import { starterDrafts, toEntryDocument, toStarterEntry } from '../../knowledge/index.ts';
import { buildIndex, type Hit } from '../../knowledge/retrieval/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { readOptions } from '../options.ts';
import { readData } from './data.ts';

/**
 * Chooses from where on an entry is the answer: `npx tsx bench/retrieval/choose-entry-thresholds.ts`. Each wording of
 * each shipped entry is asked while it is left out; foreign questions and complaints must stay unanswered.
 */
type Asked = { readonly hits: readonly Hit[]; readonly right?: string };
type Line = { readonly sure: number; readonly ahead: number };

const drafts = starterDrafts.map(
  (draft) => ({ kind: 'question', audience: 'public', ...draft }) as const,
);
const { questions, complaints } = readData(readOptions().data);
const foreign = questions.filter(({ admin }) => !admin).map(({ query }) => query);

function open(left?: { readonly id: string; readonly wording: string }) {
  const documents = drafts.map((draft) => {
    const entry = toStarterEntry(draft, new Date(0));
    const wordings = [entry.text.question, ...entry.text.similar];
    const kept = wordings.filter((wording) => left?.id !== draft.id || wording !== left.wording);
    const live = { version: 1, publishedAt: new Date(0), text: entry.text };
    return { ...toEntryDocument(draft.id, live), wordings: kept };
  });
  const index = buildIndex(documents, { fold });
  return (text: string): readonly Hit[] => index.search(text, { audience: 'public' }, 6);
}

const own = drafts.flatMap(({ id, question, similar }): readonly Asked[] =>
  [question, ...similar].map((wording) => ({ right: id, hits: open({ id, wording })(wording) })),
);
const search = open();
const strange = foreign.map((text): Asked => ({ hits: search(text) }));
const complained = complaints.map((text): Asked => ({ hits: search(text) }));

function isSure({ hits: [best, second] }: Asked, { sure, ahead }: Line): boolean {
  return best !== undefined && best.worth >= sure && best.worth >= ahead * (second?.worth ?? 0);
}

function share(asked: readonly Asked[], keep: (one: Asked) => boolean): string {
  return `${((100 * asked.filter(keep).length) / asked.length).toFixed(1)} %`;
}

console.log(`${drafts.length} entries, ${own.length} wordings`);
console.log('| sure | ahead | own right | own wrong | foreign | complaints |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const sure of [0.36, 0.4, 0.44, 0.48, 0.52, 0.56, 0.6]) {
  for (const ahead of [1, 1.1, 1.2, 1.3]) {
    const line = { sure, ahead };
    const cells = [
      share(own, (one) => isSure(one, line) && one.hits[0]?.id === one.right),
      share(own, (one) => isSure(one, line) && one.hits[0]?.id !== one.right),
      share(strange, (one) => isSure(one, line)),
      share(complained, (one) => isSure(one, line)),
    ];
    console.log(`| ${[sure, ahead, ...cells].join(' | ')} |`);
  }
}
console.log('| near | own found in three | foreign | complaints |\n| --- | --- | --- | --- |');
for (const near of [0.16, 0.2, 0.24, 0.28, 0.3, 0.34]) {
  const isNear = ({ hits }: Asked): boolean => (hits[0]?.worth ?? 0) >= near;
  const isFound = ({ hits, right }: Asked): boolean =>
    hits.slice(0, 3).some(({ id, worth }) => id === right && worth >= near);
  console.log(
    `| ${[near, share(own, isFound), share(strange, isNear), share(complained, isNear)].join(' | ')} |`,
  );
}
